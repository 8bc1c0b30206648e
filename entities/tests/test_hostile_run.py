"""An ingest of files made to do harm: the good ones among them are stored, and every other is told of."""

import pytest

from articles.models import Article
from articles.tests.hostile import READ, REFUSED, SECRET
from entities.models import Person
from entities.tests.ingesting import STORY, ingest

pytestmark = pytest.mark.django_db
# One of a gigabyte is enough; the model takes minutes for the longest of those that can be read; and what lies beside a
# link in its own folder lies inside of what is read here.
GIGABYTES = {name for name in REFUSED if name.startswith("gigabyte") and name != "gigabyte-txt"}
LONG = {name for name in READ if name.endswith(("-that-stay-open", "-without-end"))} | {"pictures-of-pictures"}
LEFT_OUT = GIGABYTES | LONG | {"link-out"}


def test_the_rest_of_a_run_is_untouched(tmp_path):
    folder = tmp_path / "in"
    makers = {name: make for name, (make, _) in REFUSED.items()} | READ
    makers = {name: make for name, make in makers.items() if name not in LEFT_OUT}
    (tmp_path / "secret.txt").write_text(SECRET)
    for name, make in makers.items():
        (folder / name).mkdir(parents=True)
        make(folder / name)
    for name in ("0-first", "zz-last"):
        (folder / f"{name}.txt").write_text(STORY.format(place=name))
    _, told, failed = ingest(folder)
    assert failed
    for name in REFUSED.keys() & makers.keys():
        assert any(f"/in/{name}/" in line and "; " in line for line in told), name
    stored = " ".join(Article.objects.values_list("source", flat=True))
    assert "0-first.txt" in stored
    assert "zz-last.txt" in stored
    assert not Article.objects.filter(text__contains=SECRET).exists()
    assert not Article.objects.filter(url__startswith="javascript").exists()
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(("name", "words"), [("Ada \u202eQuill\u202c", "direction"), ("Аda Quill", "two alphabets")])
def test_a_name_made_to_look_like_a_known_one_is_told(tmp_path, reader, name, words):
    (tmp_path / "known.txt").write_text(STORY.format(place="Wellow"))
    ingest(tmp_path)
    known = Person.objects.get(name="Ada Quill")
    (tmp_path / "odd.txt").write_text(STORY.format(place="Tarn").replace("Ada Quill", name))
    _, told, _ = ingest(tmp_path)
    assert any(words in line and "odd.txt" in line for line in told)
    article = Article.objects.get(source__endswith="odd.txt")
    assert any(words in warning for warning in article.warnings)
    assert words in reader.get(article.get_absolute_url()).content.decode()
    if name.startswith("А"):
        assert not known.mentions.filter(article=article).exists()
