"""Words that stand beside names, or begin or end them, in English, Spanish, French and German."""

from __future__ import annotations

from archive.describe.wordlists import word_set

TITLES = word_set(
    """mr mrs ms dr dra prof sr sra sen rep gov pope father frau herr herrn monsieur madame señor señora père
    pm instructor misses mesdames messrs senators representatives congressmen ministers presidents boss judges professors sens reps coach conductor
    captains generals colonels diputados diputadas senadores ministros señores señoras herren messieurs
    bundesminister bundesministerin bundestagsabgeordneter bundestagsabgeordnete abgeordneter abgeordnete
    comrade councillor councilor rabbi imam monsignor inspector detective capt lt col maj gen sgt cpl adm cmdr
    licenciado licenciada ingeniero ingeniera doctor doctora don doña maître abbé sir lady lord miss
    erzherzog erzherzogin graf grafen gräfin fürst fürsten fürstin freiherr freiherrn baron baronin prinz prinzessin könig königin kaiser
    kaiserin herzog herzogin ritter bürgermeister lehrer pfarrer bischof erzbischof professor staatssekretär bundeskanzler bundespräsident
    mme mlle mep leader speaker honorable honourable reverend monseñor mgr canciller comisionado comisionada magistrado magistrada expresidente
    expresidenta comandante capitán coronel
    comte comtesse duc duchesse marquis marquise vicomte abbesse chevalier conde condesa duque duquesa marqués marquesa
    doktor docteur président präsident geheimrat hofrat congressman congresswoman assemblyman assemblywoman councilman councilwoman"""
)
"""Before a name and no part of it, besides the offices of `describe.names.TITLE_WORDS`."""

STYLED = TITLES - {"father", "père", "don", "lord", "lady", "miss"} | word_set(
    """president presidente presidenta président präsident chancellor minister ministro ministra senator senador senadora governor mayor
    ambassador embajador judge colonel captain bishop archbishop professor"""
)
"""After these even a single word with a capital is a person's name."""

INTRODUCING = word_set(
    """leader director coordinator representative spokesman spokeswoman spokesperson activist candidate minister president mayor ambassador senator
    professor author journalist lawyer founder chairman chairwoman secretary photographer líder directora coordinador coordinadora representante
    correspondent reporter farmer teacher student resident economist analyst researcher scientist historian sociologist engineer nurse judge
    prosecutor attorney lawmaker driver colleague survivor organizer columnist novelist politician defender campaigner environmentalist
    corresponsal campesino campesina maestro maestra estudiante vecino vecina economista analista investigador investigadora historiador
    historiadora sociólogo socióloga ingeniero ingeniera fiscal jueza juez diputado diputada senador senadora alcalde alcaldesa activista
    defensor defensora ambientalista lideresa expresidente expresidenta mandatario mandataria exministro escritor escritora poeta
    journaliste avocat avocate militant militante maire ministre député députée sénateur sénatrice professeur professeure économiste chercheur
    chercheuse historien historienne sociologue présidente président directrice directeur porte-parole
    portavoz candidato candidata presidente presidenta ministro ministra periodista abogado abogada vocero vocera dirigente compañero compañera
    relató agregó añadió afirmó señaló declaró explicó aseguró indicó expresó manifestó denunció lamentó explained added writes wrote
    precisó detalló destacó recalcó enfatizó criticó insistió recordó puntualizó comentó sostuvo subrayó advirtió reiteró denunció remató aclaró alertó
    confirmó narró warnte betonte kritisierte mahnte
    prévient dénonce rappelle souligne insiste assure estime regrette déplore
    déclaré affirmé ajouté expliqué lancé estimé souligné indiqué averti déclare explique affirme erklärt erklärte meinte said says dijo según selon sagte"""
)
"""A person is named right after these."""

SPEAKING = word_set(
    """said says told added explained stated noted warned argued declared dijo afirmó señaló declaró explicó aseguró sagte erklärte
    tells recalled insisted acknowledged admitted testified tweeted cautioned precisó detalló destacó recalcó advirtió reiteró denunció alertó warnte betonte
    kritisierte forderte"""
)
"""A person is named right before these."""

BODY_HEADS = word_set(
    """agency alliance assembly association bank board bureau center centre church coalition college commission committee confederation congress
    corporation council court department federation force forum foundation front fund institute league ministry mission movement museum
    network office organization organisation parliament party police secretariat senate society syndicate tribunal union university alianza
    asamblea asociación comisión comité confederación congreso consejo coordinadora corte federación frente fundación instituto ministerio
    movimiento organización partido secretaría sindicato universidad assemblée conseil fédération ministère parti université partei verband
    verein universität unión policía fiscalía procuraduría defensoría banco cámara observatorio colectivo embassy embajada ambassade"""
)
"""The word in a body's name that says what it is."""

LEADERS = word_set(
    """a an the in on at of for from to by with as and but or if when while since after before during although though because however this that
    these those its his her their our we they he she it i you there here today yesterday now then currently meanwhile also only not no should
    would could will can may do does did is are was were has have had let dear former finally had president mr mrs ms dr said says
    el la los las un una en de del al con por para y o pero como cuando desde según este esta estos estas su sus no si ya también
    le il elle nous vous ils des du au aux dans sur avec pour par et mais
    der die das ein eine im am zu zum zur mit von und oder aber wir sie er es
    following including regarding concerning using make makes urges calls announces applauds introduces welcomes opposes supports praises condemns
    seeks joins backs hails slams renews secures showcases approves advocates
    yet thus hence perhaps such many some each both even still unlike among between within throughout despite across behind never always often
    sometimes later again courtesy another none nobody nothing everything like yes oh ah alas please meantime nor whose whom which who what where how why
    cada ni sin sobre entre hasta contra tras ante bajo mientras aunque porque entonces luego hoy ayer todos todas sólo solo
    ses leurs notre votre nos vos cette ces chaque selon depuis ainsi puis donc alors comme quand
    seine ihre unsere meine seiner ihrer unser sein mein dieser diese dieses jener jene jeder jede alle keine keiner solche welche als wie
    doch auch noch nun so wenn nach vor bei durch für gegen ohne um"""
)
"""Words that begin a sentence with a capital and are no part of the name that may follow."""

FORENAMED = frozenset({"sir", "don", "doña", "lady", "lord", "miss", "fray", "sor"})
"""After these a single name is a forename, or may be."""

_EVENTS = {
    "election": "election elections elección elecciones comicios élection élections Wahlen",
    "runoff": "run-off runoff runoffs",
    "primary": "primaries",
    "referendum": "referendum plebiscite referéndum plebiscito référendum plébiscite Volksabstimmung",
    "coup": "coup coups golpe golpes Putsch Staatsstreich",
    "massacre": "massacre massacres Massacre masacre masacres Massaker",
    "genocide": "genocide genocidio génocide",
    "revolution": "revolution revolución révolution Revolution Revolución Révolution",
    "uprising": "uprising Uprising insurrection rebellion Rebellion revolt levantamiento insurrección rebelión soulèvement Aufstand",
    "strike": "strike strikes huelga paro grève Streik",
    "riot": "riot riots disturbios émeutes",
    "war": "war War Guerra guerra guerre Krieg",
    "battle": "battle batalla bataille Schlacht",
    "invasion": "invasion invasión Invasion",
    "assassination": "assassination asesinato assassinat Ermordung",
    "attack": "attack attacks bombing bombings shooting shootings atentado atentados attentat attentats Attentat Anschlag",
    "earthquake": "earthquake earthquakes terremoto sismo Erdbeben",
    "hurricane": "hurricane huracán",
    "flood": "flood floods flooding inundación inundaciones inondations Hochwasser",
    "tsunami": "tsunami",
    "famine": "famine hambruna Hungersnot",
    "epidemic": "epidemic epidemia épidémie Epidemie",
}
EVENT_WORDS = {word: kind for kind, words in _EVENTS.items() for word in words.split()}
"""The words for what happens once, with a date beside them: each by the kind of event."""

NO_ADJECTIVES = LEADERS | word_set(
    """who whom whose which what where why how all any each every some such than more most other another both same own between among
    against under over into through within without across against toward towards about above below near via per upon said says told"""
) - word_set("president former")
"""These do not stand between `the` and the noun that it belongs to."""

NO_SURNAMES = word_set(
    """Act Bills Meeting Meetings Hearing Session Summit Conference Initiative Program Programme Programs Project Projects Award Awards
    Branch Summary Growth Quality Security Scholarship Prize Championship Season Airport County Legislation Amendment Agreement Strategy
    Army Navy Corps Marines Airlines Arbor Studios Theatre Theater Media Orchestra Cup Records Pictures Airways Games Stadium Hotel Festival Gallery Assistance Grants
    Religion Grocery Stance Treaty Mortgage Slave Petition Deed Estate Co Company Gunpowder Lecture Luncheon Membership Sound Wars Railroad Railway Street Avenue
    Nebraska Kansas Iowa Ohio Texas Oklahoma Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
    Illinois Kentucky Louisiana Maryland Massachusetts Michigan Minnesota Mississippi Missouri Nevada Oregon Pennsylvania Tennessee Utah
    Vermont Wisconsin Wyoming Deutschland Österreich España México Pianists Public
    Enterprises Holdings Industries Technologies Solutions Systems Properties Motors Foods Pharmaceuticals Laboratories Associates LLP LLC National Nacional Nationale Memorial Monument River Valley Mountains Island Islands Building Plaza Mall Trail Reservoir Wildlife Refuge
    Square Boulevard Highway Bridge Canal Chronicle Gazette Herald Tribune Tragedy Comedy Opera Symphony Sonata"""
)
"""A run of capitals with one of these in it is no person's name."""

DAYS_AND_MONTHS = word_set(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November
    December lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März Mai Juni Juli Oktober Dezember"""
)

DETERMINERS = word_set(
    """the this that these those last its their his her our el la las los esta estas este estos sus al del le les cette ces du aux
    die der den dem das des"""
)

AT_EVENTS = word_set(
    """in since after before during with until from by following en desde tras durante hasta después antes depuis après avant pendant
    seit nach vor bei während"""
)
"""After these the date in `the strike in 1998` is the strike's, and not that of a verb."""
