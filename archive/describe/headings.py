"""Phrases and the Library of Congress subject headings that they stand for.

A row: the heading's number, the heading, the topic in plain words, the phrases in English and Spanish. Only phrases of one
meaning: no single common noun. Numbers and headings were compared with the vocabulary as invenio-subjects-lcsh 2026.6 has it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading of LCSH; `topic` is what a devised title calls it."""

    number: str
    label: str
    topic: str

    @property
    def uri(self) -> str:
        return f"http://id.loc.gov/authorities/subjects/{self.number}"


class Phrase(NamedTuple):
    """Words, in small letters, that stand for a heading."""

    words: tuple[str, ...]
    heading: Heading


@cache
def phrases() -> dict[str, tuple[Phrase, ...]]:
    """Every phrase by its first word; of those that begin alike the longest first."""
    found: dict[str, list[Phrase]] = {}
    for row in _ROWS.splitlines():
        number, label, topic, known = row.split("|")
        for phrase in known.split("; "):
            words = tuple(re.findall(r"[^\W\d_]+", phrase))
            found.setdefault(words[0], []).append(Phrase(words, Heading(number, label, topic)))
    return {
        word: tuple(sorted(known, key=lambda phrase: -len(phrase.words))) for word, known in found.items()
    }


_ROWS = """\
sh85041558|Elections--Corrupt practices|electoral fraud|electoral fraud; election fraud; election rigging; vote rigging; rigged election; rigged elections; stolen election; stolen elections; fraudulent election; fraudulent elections; ballot stuffing; claims of fraud; vote was fraudulent; stole the election; fraude electoral; elecciones fraudulentas; robo de las elecciones
sh85106460|Presidents--Election|the presidential election|presidential election; presidential elections; presidential candidate; presidential race; presidential vote; elecciones presidenciales; elección presidencial; candidato presidencial; candidata presidencial
sh89002519|Election monitoring|election monitoring|election monitoring; election observation; election observers; electoral observation; international observers; election observer mission; election monitors; observación electoral; observadores electorales; observadores internacionales
sh85041557|Elections|elections|new elections; general election; general elections; legislative elections; parliamentary elections; electoral process; clean elections; proceso electoral; elecciones generales; nuevas elecciones; elecciones legislativas
sh85033502|Coups d'état|the coup d'état|coup d'etat; coup d'état; coup d’etat; coup d’état; coups d'état; military coup; coup regime; coup leaders; coup government; since the coup; the coup that; golpe de estado; golpe militar; golpistas; régimen golpista; gobierno golpista
sh85026379|Human rights|human rights|human rights; derechos humanos
sh95005727|Political violence|political violence|political violence; violencia política
sh95010616|Police brutality|police brutality|police brutality; police violence; brutalidad policial; violencia policial
sh85104376|Political persecution|political persecution|political persecution; persecución política
sh85104422|Political prisoners|political prisoners|political prisoners; political prisoner; presos políticos; prisioneros políticos
sh91005953|Protest movements|protests|street protests; mass protests; protest movement; peaceful protest; peaceful protests; continued protests; protests in; protestas pacíficas; movimiento de protesta
sh85053769|General strikes|the general strike|general strike; national strike; huelga general; paro nacional
sh85128731|Strikes and lockouts|strikes|workers on strike; striking workers; strike action; trabajadores en huelga
sh85136516|Labor unions|labor unions|labor unions; labor union; trade unions; trade union; labour unions; sindicatos
sh85027996|Collective bargaining|collective bargaining|collective bargaining; negociación colectiva
sh85085145|Military assistance, American|United States military aid|u s military aid; u s military assistance; u s military equipment; american military aid; ayuda militar estadounidense; ayuda militar de estados unidos
sh85085162|Military bases, American|United States military bases|u s military bases; u s bases; american military bases; bases militares estadounidenses
sh85051707|Freedom of speech|freedom of speech|freedom of speech; free speech
sh85051711|Freedom of the press|freedom of the press|freedom of the press; press freedom; libertad de prensa
sh85008769|Assembly, Right of|freedom of assembly|freedom of assembly; right of assembly; right to peaceful protest; libertad de reunión
sh2014002391|Militarization of police|the militarization of the police|militarization of the police; militarization of police; police militarization; militarización de la policía
sh85033057|Political corruption|political corruption|political corruption; government corruption; corrupción política
sh88000332|Drug traffic|drug trafficking|drug trafficking; drug traffickers; drug trade; narcotics trafficking; narcotráfico; tráfico de drogas
sh2004014022|Extrajudicial executions|extrajudicial executions|extrajudicial executions; extrajudicial killings; extrajudicial killing; ejecuciones extrajudiciales
sh89002409|Disappeared persons|enforced disappearances|enforced disappearance; enforced disappearances; forced disappearances; desaparición forzada; desapariciones forzadas
sh90001101|Death squads|death squads|death squads; death squad; escuadrones de la muerte
sh85019949|Capital punishment|the death penalty|death penalty; capital punishment; pena de muerte; pena capital
sh85027037|Climatic changes|climate change|climate change; global warming; climate crisis; cambio climático; calentamiento global
sh85036463|Deforestation|deforestation|rainforest destruction; tropical deforestation; tala ilegal
sh85074300|Land reform|land reform|land reform; agrarian reform; reforma agraria
sh2001006129|Indigenous peoples--Civil rights|the rights of Indigenous peoples|indigenous rights; rights of indigenous peoples; indigenous peoples' rights; derechos indígenas; derechos de los pueblos indígenas
sh85147765|Women's rights|women's rights|women's rights; women’s rights; rights of women; derechos de la mujer; derechos de las mujeres
sh94009215|Gay rights|gay rights|gay rights; lgbt rights; lgbtq rights
sh85112309|Political refugees|political refugees|political refugees; refugiados políticos
sh85009045|Asylum, Right of|the right of asylum|right of asylum; right to asylum; political asylum; asylum seekers; derecho de asilo; asilo político; solicitantes de asilo
sh2016000739|Illegal immigration|unauthorized immigration|illegal immigration; undocumented immigration; inmigración ilegal; inmigración irregular
sh2006002629|Human trafficking|human trafficking|human trafficking; trafficking in persons; trata de personas
sh85040838|Economic sanctions|economic sanctions|economic sanctions; sanciones económicas
sh85093127|Nuclear weapons|nuclear weapons|nuclear weapons; nuclear weapon; armas nucleares
sh85092956|Nuclear disarmament|nuclear disarmament|nuclear disarmament; desarme nuclear
sh85098958|Peace treaties|a peace treaty|peace treaty; peace treaties; tratado de paz
sh85145168|War crimes|war crimes|war crimes; war crime; crímenes de guerra
sh85034027|Crimes against humanity|crimes against humanity|crimes against humanity; crime against humanity; crímenes de lesa humanidad; crímenes contra la humanidad
sh85081635|Martial law|martial law|martial law; ley marcial
sh2001002255|Truth commissions|truth commissions|truth commission; truth commissions; truth and reconciliation commission; comisión de la verdad
sh85023444|Child labor|child labor|child labor; child labour; trabajo infantil
sh2009007706|Food security|food security|food security; food insecurity; seguridad alimentaria
sh85145633|Water rights|water rights|water rights; right to water; derecho al agua
sh85051682|Free trade|free trade|free trade; libre comercio
sh85108638|Public health|public health|public health; salud pública
sh99003437|Open source software|open source software|open source software; open-source software; software libre
sh90001862|Computer security|computer security|computer security; cybersecurity measures; security vulnerabilities; seguridad informática
sh85035859|Data protection|data protection|data protection; protección de datos
sh85008180|Artificial intelligence|artificial intelligence|artificial intelligence; inteligencia artificial
sh85144670|Minimum wage|the minimum wage|minimum wage; minimum wages; salario mínimo
sh85063089|Hunger strikes|a hunger strike|hunger strike; hunger strikes; huelga de hambre; huelgas de hambre
sh85119735|Self-determination, National|self-determination|right to self-determination; national self-determination; libre determinación; autodeterminación de los pueblos
sh85041551|Election law|election law|election law; election laws; electoral law; electoral reform; ley electoral; reforma electoral
sh85144415|Voter registration|voter registration|voter registration; voter rolls; censo electoral; padrón electoral
sh2002012172|Electronic voting|electronic voting|electronic voting; voting machines; voto electrónico
sh97002846|Term limits (Public office)|term limits|term limits; presidential re-election; continuous re-election; run for re-election; reelección presidencial
sh85063399|Hydroelectric power plants|hydroelectric power|hydroelectric dam; hydroelectric dams; hydroelectric project; hydroelectric power; represa hidroeléctrica; proyecto hidroeléctrico
sh87003462|Human rights workers|human rights workers|human rights defenders; human rights defender; human-rights leader; human rights activists; human rights workers; defensores de derechos humanos; defensoras de derechos humanos
sh85026421|Civil war|civil war|civil war; guerra civil
sh2005008481|Internally displaced persons|internally displaced persons|internally displaced; displaced persons; desplazados internos
sh96008124|Humanitarian assistance|humanitarian assistance|humanitarian assistance; humanitarian aid; ayuda humanitaria; asistencia humanitaria
sh85112837|Renewable energy sources|renewable energy|renewable energy; renewable energies; energía renovable; energías renovables
sh97002483|Environmental justice|environmental justice|environmental justice; justicia ambiental
sh85114089|Right to education|the right to education|right to education; derecho a la educación
sh85031319|Constitutional amendments|constitutional amendment|constitutional amendment; constitutional amendments; enmienda constitucional; reforma constitucional"""
