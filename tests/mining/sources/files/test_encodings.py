import pytest

from mining.sources.files.encodings import guess_encoding


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Muñoz, Søren, Citroën, São Paulo"),
        ("cp1252", "Müller GmbH, MÜLLER STRASSE, Weiß"),
        ("cp1252", "Société Générale, ¿Qué?, CŒUR"),
        ("cp1252", "O’Neill – “Deal”, £500, 20 °C, 5½ %"),
        ("cp1250", "Łódź, Wałęsa, Gdańsk Spółka"),
        ("mac_roman", "Müller, société, Peña"),
    ],
)
def test_that_words_look_like_words_in_the_encoding_that_is_taken(encoding: str, text: str) -> None:
    assert guess_encoding(text.encode(encoding)) == encoding
