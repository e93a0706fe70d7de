"""What columns of address books are called: by field, in the languages mail programs speak."""

from __future__ import annotations

from collections.abc import Mapping

from journal.domain.text import fold

FIELDS = (
    *("name", "first", "middle", "last", "prefix", "suffix", "nickname", "company", "department", "role"),
    *("email", "phone", "link", "birthday", "anniversary", "notes", "address", "id", "keep", "drop"),
)
"""What a column can be. `keep` stores it beside, `drop` leaves it out."""
NAMING = frozenset({"name", "first", "last", "nickname", "company", "email"})
"""Fields of which one has to be there: without it nobody has a name."""

_NAMES: Mapping[str, str] = {
    "name": (
        "name | full name | display name | displayname | contact | contact name | person | fn | anzeigename | "
        "vollständiger name | nom complet | nom affiché | nombre completo | nombre mostrado | nome completo | "
        "nome visualizzato | volledige naam | weergavenaam | imię i nazwisko | nazwa wyświetlana | wyświetlana nazwa | "
        "visningsnamn | vist navn"
    ),
    "first": (
        "first name | firstname | given name | given | forename | vorname | prénom | primer nombre | nombre | nome | "
        "voornaam | primeiro nome | imię | förnamn | fornavn | etunimi | jméno"
    ),
    "middle": (
        "middle name | middlename | additional name | weitere vornamen | zweiter vorname | deuxième prénom | "
        "segundo nombre | secondo nome | tweede voornaam | segundo nome | drugie imię"
    ),
    "last": (
        "last name | lastname | family name | surname | nachname | familienname | nom | nom de famille | apellido | "
        "apellidos | cognome | achternaam | sobrenome | apelido | nazwisko | efternamn | etternavn | "
        "sukunimi | příjmení"
    ),
    "prefix": "prefix | name prefix | honorific | anrede | titre | tratamiento | titolo | aanhef",
    "suffix": "suffix | name suffix | namenszusatz | suffixe | sufijo | suffisso | achtervoegsel | sufiks",
    "nickname": "nickname | nick | nick name | alias | spitzname | surnom | apodo | soprannome | bijnaam | pseudonim",
    "company": (
        "company | organization | organisation | organization name | company name | employer | firm | org | firma | "
        "unternehmen | arbeitgeber | société | entreprise | organización | empresa | compañía | società | azienda | "
        "ditta | bedrijf | organisatie | organizacja | organização | företag"
    ),
    "department": "department | organization department | abteilung | departamento | reparto | afdeling | dział",
    "role": (
        "job title | jobtitle | role | position | occupation | organization title | position / job title | funktion | "
        "beruf | stelle | fonction | poste | cargo | puesto | posizione | qualifica | functie | stanowisko | titel"
    ),
    "email": (
        "email | e-mail | mail | email address | e-mail address | e-mail 2 address | e-mail 3 address | email 2 | "
        "email 3 | primary email | secondary email | email home | email work | email other | work email | home email | "
        "personal email | e-mail-adresse | e-mail 2: adresse | e-mail 3: adresse | primäre e-mail-adresse | "
        "primäre e-mail | zweite e-mail-adresse | zweite e-mail | sekundäre e-mail-adresse | adresse e-mail | "
        "adresse e-mail 2 | adresse e-mail 3 | adresse de messagerie | adresse électronique | première adresse | "
        "adresse électronique principale | correo electrónico | dirección de correo electrónico | "
        "dirección de correo electrónico 2 | correo electrónico principal | correo electrónico secundario | "
        "indirizzo posta elettronica | indirizzo e-mail | e-mailadres | primair e-mailadres | adres e-mail | "
        "podstawowy e-mail | endereço de email | e-postadress | e-post"
    ),
    "phone": (
        "phone | telephone | tel | mobile | mobile phone | mobile number | cell | cell phone | phone number | "
        "work phone | home phone | home phone 2 | home mobile | business phone | business phone 2 | primary phone | "
        "other phone | car phone | radio phone | phone video | company main phone | assistant's phone | callback | "
        "telefon | handy | mobil | mobiltelefon | telefon geschäftlich | telefon geschäftlich 2 | telefon privat | "
        "telefon (privat) | telefon (geschäftlich) | telefon dienstlich | haupttelefon | weiteres telefon | "
        "téléphone | téléphone (bureau) | téléphone (domicile) | téléphone bureau | téléphone domicile | portable | "
        "tél. mobile | téléphone mobile | teléfono | móvil | teléfono móvil | teléfono del trabajo | "
        "teléfono particular | telefono | cellulare | telefono cellulare | abitazione | ufficio | telefoon | mobiel | "
        "telefoon thuis | telefoon op werk | telefone | celular | telemóvel | komórka | telefon komórkowy | "
        "telefon służbowy | telefon domowy"
    ),
    "link": (
        "link | url | website | web page | web page 1 | web page 2 | web site | homepage | home page | linkedin | "
        "linkedin url | profile | profile url | personal web page | business web page | website blog | "
        "website home page | website other | website profile | website work | webseite | webseite 1 | webseite 2 | "
        "site web | page web | página web | pagina web | webpagina | strona www"
    ),
    "birthday": (
        "birthday | date of birth | birth date | dob | geburtstag | anniversaire | date de naissance | cumpleaños | "
        "fecha de nacimiento | compleanno | data di nascita | verjaardag | geboortedatum | aniversário | urodziny"
    ),
    "anniversary": "anniversary | jahrestag | hochzeitstag | aniversario | anniversario | jubileum",
    "birth month": "birth month | geburtsmonat | mois de naissance | mes de nacimiento | mese di nascita",
    "birth day": "birth day | geburtstag (tag) | jour de naissance | día de nacimiento | giorno di nascita",
    "notes": (
        "notes | note | comment | comments | description | notizen | bemerkungen | notiz | remarques | notas | "
        "observaciones | annotazioni | notities | opmerkingen | notatki | uwagi"
    ),
    "address": "address | postal address | adresse | anschrift | dirección | indirizzo | adres",
    "id": "id | uid | contact id",
    "drop": (
        "photo | birth year | geburtsjahr | e-mail display name | e-mail 2 display name | e-mail 3 display name | "
        "e-mail type | e-mail 2 type | e-mail 3 type | priority | sensitivity | private | initials | file as | "
        "e-mail-typ | e-mail 2: typ | e-mail: angezeigter name | priorität | vertraulichkeit | "
        "yomi name | given name yomi | family name yomi | additional name yomi"
    ),
}
_PLACES = {
    "home": ("home", "privat", "private"),
    "work": ("work", "business", "geschäftlich", "office"),
    "other": ("other",),
}
_PARTS = {
    "1 street": ("street", "address", "straße", "strasse"),
    "2 street": ("street 2", "address 2", "address2", "straße 2"),
    "3 street": ("street 3", "address 3"),
    "4 city": ("city", "ort", "town"),
    "5 state": ("state", "region", "province", "bundesland", "county"),
    "6 code": ("zip", "zipcode", "zip code", "postal code", "postcode", "postleitzahl", "plz"),
    "7 country": ("country", "country/region", "land", "land/region"),
}


def field_names() -> dict[str, str]:
    """Folded name of a column → field; parts of an address are called `address home 1 street` and so on."""
    found = {fold(name.strip()): field for field, names in _NAMES.items() for name in names.split("|")}
    for part, words in _PARTS.items():
        for word in words:
            for place, names in _PLACES.items():
                found |= {fold(f"{name} {word}"): f"address {place} {part}" for name in names}
                found |= {fold(f"{word} {name}"): f"address {place} {part}" for name in names}
            if part > "4":
                found.setdefault(fold(word), f"address own {part}")
    found[fold("street")] = "address own 1 street"
    return found
