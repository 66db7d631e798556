"""The clauses that close a letter by custom, in four languages: prayers, assurances, commendations, greetings and hopes.

`closings` knows the words that say whose the writer is; here is what older, official and familiar letters say instead.
"""

from __future__ import annotations

import re

_MOST = 300
_BRIEF = 110  # characters of a hope, which a sentence of the text may begin with
_PRAYERS = (
    r"(?:et |sur (?:ce|quoy|quoi|ce poin\w+),? |[àa] ?tant,? |atant,? |(?:ce|qui) sera l[’']endroit où )*(?:je |nous )?(?:pri|pry|suppli)\w*,? (?:\w+ ){0,3}?(?:dieu|le cr[eé]ateur|n(?:ost|ot)re[ -]seigneur|le seigneur|l[’']éternel)\b.{0,120}\b(?:garde|gr[aâ]ces?|vie|ayt|conserve\w*|bénédictions?)\b"
    r"|(?:et )?[àa] ?dieu\b[^.;]{0,60}\bgarde\b"
    r"|(?:y |que |cuya vida |rogando a dios (?:que )?)?(?:dios|n(?:uestro|tro|[.]) ?s(?:eñor|or|r)?[.]?|el señor|la divina majestad|el cielo)\b[^.;]{0,60}?\b(?:guard[ea]n?|conserve|prospere)\b"
    r"|(?:and )?(?:so|thus|here ?with|now)?,? ?(?:i )?(?:pray|beseech|commit|commend|leave)(?:ing|ting)? (?:you (?:and \w+ )?(?:to |into )?)?(?:the )?(?:(?:almighty |our |your )?(?:god|lord)\b|(?:protection|tuition|keeping|care|mercy) of (?:the )?(?:almighty |our )?(?:god|lord))"
    r"|(?:god|the lord|heaven) (?:\w+ ){0,2}(?:save|keep|preserve|have|send|grant) (?:you|your|thee|us)\b"
    r"|(?:(?:hie(?:r)?mit|damit|somit|nun|sei(?:d|en)?|gott(?:es)?|dem?|de[sr]|ich|dich|sie|euch|euer|alle[nr]?|lieben|allmächtigen|schutz\w*|gnade|obhut|und|bis dahin),? ){1,9}(?:gott )?(?:befohlen|empfohlen|befehlend|empfehlend)\W*\Z"
    r"|(?:bene |iterum )?vale(?:te|as)?(?:[,.!;]| (?!la\b|que\b|más\b|decir\b|por\b|una?\b|tanto\b|mucho\b|lo\b|el\b|a\b))"
)
_REMAIN = r"(?:verharre|verbleibe|bleibe|ersterbe|beharre|verfahre|bin|(?:unter)?zeichnet?n?|(?:zu (?:se[iyj]e?n|(?:unter)?zeichnen|verharren|verbleiben|beharren|nennen))|empf[fh]*[eäh]+le\w*|empfohlen (?:zu )?(?:seyn|sein))"
_REGARD = r"(?:Hochach\w+|Achtung|Verehrung|Ergebenheit|Ehrfurcht|Ehrerbietung|Hochschätzung|Wohlwollens?|Gewogenheit|Dankbarkeit|Freundschaft|Gesinnung\w*|empfohlen)"
_ASSURANCES = (
    rf"(?:genehmig\w+|empfang\w+|nehm\w+|erlaub\w+|gestatt\w+|las+\w+|erhalt\w+|schenk\w+) (?:sie|euer|eure|ew[.]?|eüer|nur|auch)\b.{{0,200}}\b{_REGARD}\b"
    rf"|(?:der|die|womit|wo(?:r)?mit|indem|indessen|mit (?:der bitte|der versicherung|de[mr] \w+)|in (?:der )?(?:hoffnung|erwartung)|unter \w+ \w+|ich (?:habe|schließe|schliesse|empfehle|verbleibe|verharre|unterzeichne|beharre|ersterbe|bin)|einen \w+ gru(?:ß|ss|s))\b.{{0,220}}\b{_REMAIN}\b(?=[^.?]{{0,90}}\W*\Z)"
    rf"|ich empfehle mich\b.{{0,160}}\b(?:{_REGARD}|gewogen\w*|gnade)\b|(?:\w*(?:gehors[ah]\w+|unterth?[aeä]+nig\w*|dienst(?:schuldig|fertig|willig)\w*|ergeb[en]{{2}}\w+|verpflicht\w+|verbunden\w*)-?,? ?(?:undt?|u[.])? ?){{1,3}}(?:\w+ ){{0,2}}(?:dien+er(?:in)?|knecht|freund(?:in)?)\W*\Z"
    r"|(?:et |je )?(?:suis|demeure|reste|demeurons|sommes|ay|ai)\b,?[^.;]{0,90}\b(?:respects?|consid[ée]ration|estime|attachement|serviteurs?|d[ée]vou\w+)\b"
    r"|(?:(?:et )?(?:de |avec )?(?:monsieur|madame|monseigneur|mademoiselle|messieurs|sire)[^.;!?]{0,40},? )?v(?:ost|ôt|ot)re,? (?:(?:plus|bien|tr[eèé]s)[- ]?)?(?:h[ou]mble|ob[eéè]i\S*|d[ée]vou\S*|affectio\S*|acquis|fid[eèé]lle?)\b(?![^.;!?]{70})"
    r"|j[’']a[iy] l[’']honneur d[’'](?:être|estre|y être)\b|(?:en |dans l[’'](?:attente|espoir)|comptant|espérant|vous remerciant|avec l[’']assurance)\b[^.;]{0,150}\b(?:agréer|dévoué\w*|serviteur|sentiments|considération|salutations|respects?|hommages)\b"
    r"|(?:protest|reiter|renuev|aprovech|tengo el honor)\w*\b[^.;]{0,120}\b(?:consideraci[óo]n|estima|respetos?|aprecio|atent[oa]|suscrib\w+|repetir\w+|salud\w+)\b"
    r"|(?:quedo|queda|soy|me repito|me ofrezco|me suscribo)\b[^.;]{0,120}\b(?:servidora?|atent[oa]|afm[oa]|affm[oa]|afect\w+|amig[oa]|s\. ?s|capell[áa]n)\b"
    r"|(?:y )?(?:beso|besa|b\.) ?(?:las?|los|l\.) ?(?:manos?|pies|m\.|p\.)"
    r"|de (?:vd|ud|vmd|usted|u|v|vuestra (?:merced|excelencia|señoría|reverencia|majestad|paternidad))\b[.]?[^.;]{0,70}\b(?:servidora?|amig[oa]|afm[oa]|affm[oa]|criado|capell[áa]n|hij[oa]|súbdit[oa]|vasall[oa]|atent[oa])\b"
    r"|(?:saluda|saludo|saludamos|le saludo|lo saludo) (?:muy )?(?:\w+mente )?(?:a (?:vd|ud|usted|v|u|vuestra|esa)\b|\w+mente)"
    r"|y\.? ?(?:ou)?rs?[.]? (?:(?:very |most |and |& |mo(?:st)?[.]? )*(?:ob(?:t|dt|edt|ed[’']t|ed(?:ien)?t|liged)?|hum(?:ble|bl)?e?|h[’']ble|affecti?o?n?a?te?|f(?:ai)?thfull?|sincere|resp\w*)[.]?,? ){0,4}(?:ser?v[’']?(?:ant)?t?s?|st|sr?vt|friend)\b[.]?"
)
_GREETINGS = (
    r"es (?:gr|k)[üu](?:ß|ss|s)(?:en|t)\b|(?:nochmals |seid |sei |seien sie |la(?:ß|ss)t? )+(?:dich |euch |sie |mir )?(?:\w+ ){0,6}(?:ge|be)?(?:gr|k)[üu](?:ß|ss)(?:t|en)\b"
    r"|bis (?:bald|dahin|morgen|auf \w+)\W*\Z|alles (?:liebe|gute|beste|schöne)\b|in (?:(?:großer|größter|aller|alter|treuer|aufrichtiger|herzlicher|inniger) )?(?:liebe|eile|treue|freundschaft|verehrung|hochachtung|hochschätzung|ergebenheit|dankbarkeit)\W*\Z"
    r"|(?:bons |mille |gros |tendres |doux )+baisers\b|(?:une )?(?:bonne |cordiale |amicale |affectueuse )*poignées? de mains?\b|bien des choses (?:à|aux|chez|de)\b|affectueusement\b|(?:mes |nos |bien |tous |les )*(?:meilleures?|meilleurs|bonnes|affectueu\w+|respectueu\w+|cordiaux) (?:\w+ )?(?:amitiés|souvenirs?|sentiments|vœux|voeux|pensées|salutations|hommages|respects)\b"
    r"|(?:con |mis |los |muchos |reciban? |un |el |mi |cordiales |sinceros |mejores |más |afectuosos? |nuestros )+(?:cariño|afecto|mejores deseos|deseos|saludos?|recuerdos|expresiones|abrazos?)\b|hasta (?:luego|mañana|otra|la vista|pronto|entonces)\b"
    r"|sufragio efectivo\b|(?:dios|patria|uni[óo]n|libertad|independencia|constituci[óo]n|justicia|religión|tierra)(?:,? (?:(?:y|e) )?(?:libertad|constituci[óo]n|independencia|reforma|ley|federaci[óo]n|patria|uni[óo]n|justicia))+\W*\Z"
    r"|as (?:ever|always)\b|(?:yours )?in (?:the )?(?:\w+ )?(?:bonds?|faith|haste|christ\w*|love|jesus|sisterhood|brotherhood|friendship)\b[^.;]{0,40}\Z|(?:lots|loads|heaps|oceans) of love\b|i subscribe myself\b|(?:so |and )*no more (?:at|for) (?:the )?present\b|resp(?:ectfull|[’']?t?full?)?[’']?y\b"
)
_HOPES = (
    r"(?:hoping|trusting|thanking (?:you|him|them)|awaiting|wishing|looking forward|with (?:the )?hopes?|in (?:the )?hopes?|in haste|in great haste|"
    r"esperando|agradeci[ée]ndo\w*|dese[áa]ndo\w*|en espera de|anticip[áa]ndo\w*|"
    r"dans l[’'](?:attente|espoir)|en (?:vous remerciant|attendant)|espérant|"
    r"in (?:der )?(?:hoffnung|erwartung)|ihrer? (?:\w+ )?antwort entgegensehend|dankend|mit (?:bestem|vielem|herzlichem|besten|vielen) (?:voraus)?dank)\b"
)
_CLAUSE = re.compile(
    f'[-—–"“„« ]*(?:{_PRAYERS}|{_ASSURANCES}|{_GREETINGS})|(?P<hope>{_HOPES})', re.IGNORECASE | re.DOTALL
)
_TELLS = re.compile(
    r",\s(?:s?he|they|it|we|you|the|ella|él|elle|ils?|wir|er|sie|es|on|se)\s", re.IGNORECASE
)  # what a sentence goes on with
_STOP = re.compile(r"[^\W\d_]{4}[.?]\s+[^\W\d_a-zß-ÿ]")  # between two sentences


def courteous(text: str) -> bool:
    """Whether a line, or a short paragraph of one sentence, is a clause that closes letters by custom."""
    found = _CLAUSE.match(text)
    if found is None or len(text) > _MOST or _STOP.search(text) is not None:
        return False
    return found["hope"] is None or (len(text) <= _BRIEF and not tells(text))


def tells(text: str) -> bool:
    """Whether a sentence goes on with somebody who does something: "…, er ist Gefreiter geworden"."""
    return _TELLS.search(text) is not None
