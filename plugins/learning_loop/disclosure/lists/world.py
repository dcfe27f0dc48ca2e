"""Names that anybody may write: places as large as an authority, peoples, languages, faiths and their days. From general knowledge."""

PLACES = frozenset("""
aberdeen aberdeenshire africa albania algeria america anglesey angola antrim argentina armagh asia australia austria avon bangladesh barking barnet barnsley bath
bedford bedfordshire belarus belfast belgium berkshire bexley birmingham blackburn blackpool bolton bournemouth bradford brazil brent brighton bristol britain
british bromley buckinghamshire bulgaria burma bury calderdale cambodia cambridge cambridgeshire camden cameroon canada cardiff carmarthenshire caribbean ceredigion
cheshire china colombia congo conwy cornwall coventry croatia croydon cuba cumbria cyprus czechia darlington denbighshire denmark derby derbyshire derry devon
doncaster dorset dublin dudley dundee durham ealing edinburgh egypt enfield england eritrea essex estonia ethiopia europe fife finland flintshire france gambia
gateshead georgia germany ghana glamorgan glasgow gloucester gloucestershire greece greenwich guinea gwent gwynedd hackney halton hammersmith hampshire haringey
harrow hartlepool havering hereford herefordshire hertfordshire hillingdon hounslow hull hungary iceland india indonesia iran iraq ireland islington israel italy jamaica
japan jordan kensington kent kenya kingston kirklees knowsley kosovo kurdistan kuwait lambeth lancashire latvia lebanon leeds leicester leicestershire lewisham libya
lincoln lincolnshire lithuania liverpool london luton luxembourg malawi malaysia malta manchester medway merseyside merton mexico middlesbrough midlands moldova
monmouthshire morocco mozambique myanmar nepal netherlands newcastle newham newport nigeria norfolk northamptonshire northumberland northumbria norway nottingham
nottinghamshire oldham oxford oxfordshire pakistan palestine pembrokeshire peru peterborough philippines plymouth poland portsmouth portugal powys preston reading
redbridge redcar rochdale romania rotherham russia rutland rwanda salford sandwell scotland sefton senegal serbia sheffield shropshire singapore slough slovakia slovenia
solihull somalia somerset southampton southend southwark spain staffordshire stockport stockton stoke sudan suffolk sunderland surrey sussex sutton swansea sweden
swindon switzerland syria taiwan tameside tanzania telford thailand thames thurrock torbay trafford tunisia turkey tyneside tyrone uganda uk ukraine ulster vietnam wakefield wales
walsall waltham wandsworth warrington warwickshire wessex westminster wigan wight wiltshire windsor wirral wolverhampton worcester worcestershire wrexham yemen
york yorkshire zambia zimbabwe afghanistan sri lanka
""".split())  # fmt: skip

PEOPLES = frozenset("""
african afghan albanian algerian american arab arabic asian australian bangladeshi bengali black brazilian british bulgarian cantonese caribbean chinese congolese cornish croatian
czech danish dari dutch egyptian english eritrean ethiopian european farsi filipino finnish french german ghanaian greek gujarati gypsy hausa hindi
hungarian igbo indian iranian iraqi irish italian jamaican japanese jordanian kenyan korean kurdish latvian lebanese lingala lithuanian malay mandarin mirpuri moldovan
moroccan nepali nigerian norwegian pakistani palestinian pashto patois persian polish portuguese punjabi roma romanian romany russian scottish scots serbian shona
slovak slovakian slovenian somali spanish sudanese swahili swedish sylheti syrian tamil thai tigrinya traveller turkish twi ugandan ukrainian urdu
vietnamese welsh western yemeni yoruba zambian zimbabwean makaton bsl braille roman latin
""".split())  # fmt: skip

FAITHS = frozenset("""
advent anglican ashura bible buddhist buddhism catholic christian christianity christmas diwali easter eid epiphany god halloween hanukkah hindu hinduism holi islam
islamic jehovah jew jewish judaism lent lord methodist mormon muslim navratri nowruz passover pentecostal protestant quaker quran ramadan rastafarian
sikh sikhism torah vaisakhi yom kippur rosh hashanah sabbath shabbat pentecost catholicism
""".split())  # fmt: skip

DAYS = frozenset("""
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec
""".split())  # fmt: skip

NAMED = PLACES | PEOPLES | FAITHS | DAYS
