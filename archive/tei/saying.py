"""Words by which a text says that somebody speaks, in English, Spanish, French and German."""

from __future__ import annotations

import re

_ENGLISH = (
    "said|says|saying|told|added|adds|asked|asks|explained|explains|stated|states|noted|(?<!and )(?<!the )(?<!of )notes|warned|"
    "warns|argued|argues|declared|declares|insisted|remarked|replied|answered|wrote|writes|continued|concluded|recalled|commented|"
    "announced|cried|exclaimed|observed|inquired|enquired|whispered|muttered|murmured|shouted|responded|testified|according to|"
    "admitted|acknowledged|cautioned|claimed|emphasized|stressed|complained|quipped|tweeted|vowed|(?:used|likes?|liked) to say"
)
_SPANISH = (
    "dijo|dice|afirmó|afirma|añadió|agregó|señaló|declaró|explicó|aseguró|indicó|expresó|manifestó|según|respondió|contestó|"
    "preguntó|exclamó|replicó|relató|manifestaron|señalaron|precisó|detalló|destacó|recalcó|enfatizó|lamentó|criticó|insistió|"
    "recordó|puntualizó|acotó|comentó|sostuvo|subrayó|advirtió|apuntó|reiteró|dijeron|"
    "remató|aclaró|alertó|confirmó|narró|confesó|sentenció|zanjó|prosiguió|concluyó|argumentó|admitió|reconoció|contó|denunció"
)
_FRENCH = (
    "dit|déclaré|déclare|affirmé|ajouté|expliqué|selon|répondit|répond|demanda|écria|reprit|murmura|ajoute|explique|affirme|"
    "précise|lancé|averti|estimé|souligné|indiqué|assuré|précisé|raconté|confié|prévenu|dénoncé|répondu|"
    "insurge|prévient|dénonce|rappelle|rappelé|confie|souligne|insiste|insisté|assure|estime|regrette|regretté|déplore|déploré|poursuit|conclut|résume|témoigne"
)
_GERMAN = (
    "(?-i:so(?= [A-ZÄÖÜ]))|sagte|sagt|sagten|erklärte|meinte|fragte|antwortete|betonte|rief|entgegnete|erwiderte|versetzte|"
    "bemerkte|sprach|warnte|kritisierte|mahnte|ergänzte|bekräftigte|erläuterte|schrieb|berichtete|erzählte|beklagte|hieß es"
)
# `States` and `Notes` with a capital are no verbs.
SAYING = re.compile(
    rf"(?<![/.\w-])(?!(?-i:States|Notes)\b)(?:{_ENGLISH}|{_SPANISH}|{_FRENCH}|{_GERMAN})\b", re.IGNORECASE
)
"""A verb of saying, or a word that gives the source of what is said."""

SOURCES = frozenset({"according to", "según", "selon"})
"""After these, and not before, stands who speaks."""
