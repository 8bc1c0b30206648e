from django import forms

from newsroom.models import SavedSearch


class SearchForm(forms.ModelForm):
    """Its name, and who sees it: only those who may share are asked."""

    class Meta:
        model = SavedSearch
        fields = ("name", "shared")
        labels = {"shared": "Share it with the newsroom"}
        help_texts = {"shared": ""}

    def __init__(self, *args, may_share: bool, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if not may_share:
            del self.fields["shared"]

    def clean_name(self) -> str:
        """In one line: it becomes the subject of a mail."""
        shown = (letter if letter.isprintable() else " " for letter in self.cleaned_data["name"])
        name = " ".join("".join(shown).split())
        if not name:
            raise forms.ValidationError("A name has letters.")
        return name


class SaveForm(SearchForm):
    by_mail = forms.BooleanField(required=False, label="Mail me each day what is new")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autofocus"] = True
