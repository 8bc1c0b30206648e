from django import forms

from newsroom.api.models import ApiToken

DAYS = [(30, "30 days"), (90, "90 days"), (365, "a year")]


class TokenForm(forms.ModelForm):
    """What a new token is for, and how long it works."""

    days = forms.TypedChoiceField(choices=DAYS, coerce=int, initial=90, label="Works for")

    class Meta:
        model = ApiToken
        fields = ("name",)
        labels = {"name": "What it is for"}
        help_texts = {"name": "The newsletter, a spreadsheet: so that you know later which one to revoke."}
