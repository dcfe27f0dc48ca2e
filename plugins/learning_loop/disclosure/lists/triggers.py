"""The words at which rules look, by kind. One word may be of several kinds."""

from learning_loop.disclosure.lists.names import GIVEN, WORDS

(
    TITLE,
    RELATION,
    NAME,
    NAME_WORD,
    MONTH,
    AGE,
    NUMBER_WORD,
    PLACE,
    STREET,
    FACT,
    MARKING,
    WORKER,
    BIRTH,
    LABEL,
    COUNTED,
    CASE,
    ONLY,
    FEW,
    TIME,
    HOME,
) = (1 << place for place in range(2, 22))

_KINDS = {
    TITLE: "mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend revd fr father pc dc ds di dci wpc sgt sergeant constable inspector detective sister nurse judge justice councillor cllr imam rabbi pastor mum dad nan nana gran nanny grandad aunt auntie aunty uncle",
    RELATION: "mother father mum dad mummy daddy sister brother son daughter aunt auntie uncle nan nana gran grandmother grandfather grandma grandad cousin stepfather stepmother stepdad stepmum partner boyfriend girlfriend husband wife ex-partner friend neighbour sibling twin baby boy girl toddler infant foster half-brother half-sister fiancé carer nephew niece called named known mother's father's",
    MONTH: "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    AGE: "age aged old months weeks days month week day hours years year week-old weeks-old day-old days-old month-old months-old year-old years-old birthday weeks' days' y/o yo yrs mths wks gestation",
    NUMBER_WORD: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four thirty forty fifty half",
    PLACE: "school academy nursery preschool pre-school kindergarten playgroup college primary secondary infants infant juniors sixth surgery practice hospital infirmary clinic hospice ward medical-centre centre house home lodge hostel refuge church mosque temple gurdwara synagogue estate village park library gym leisure club brownies scouts cubs beavers childminder medical health hotel pub supermarket station flats tower court unit manor grange playgroup madrasa madrassa children's",
    STREET: "street st road rd avenue ave lane ln close drive crescent way terrace place gardens grove court square walk row mews parade hill rise view flat apartment lives lived living moved",
    FACT: "muslim christian hindu sikh jewish catholic jehovah's polish romanian somali nigerian pakistani bangladeshi bengali roma traveller gypsy albanian afghan syrian eritrean kurdish vietnamese chinese bulgarian lithuanian ukrainian sudanese turkish ghanaian jamaican brazilian portuguese czech slovak latvian iranian iraqi welsh-speaking asylum refugee twin twins triplet triplets epilepsy epileptic asthma diabetes diabetic deaf blind autistic autism cystic leukaemia cancer haemophilia hydrocephalus wheelchair cerebral sickle syndrome albinism cleft tracheostomy gastrostomy youngest eldest siblings brothers sisters farm fishing village island army soldier navy prison pastor imam vicar councillor footballer barge caravan houseboat lighthouse rural hamlet adopted surrogacy ivf transgender hiv selective mutism dwarfism deaf-blind",
    MARKING: "official official-sensitive sensitive restricted confidential draft secret protect publication circulation embargoed privileged",
    WORKER: "worker social health visitor midwife teacher headteacher head nurse gp doctor officer constable detective paediatrician psychiatrist psychologist counsellor therapist solicitor judge manager consultant practitioner assistant chair author reviewer guardian iro supervisor childminder coordinator mentor tutor clerk receptionist",
    BIRTH: "born birth died death dead killed stabbed murdered drowned dob d.o.b birthday stillborn deceased passed suicide hanged collapsed injured admitted arrested charged sentenced convicted incident removed attended found discharged assaulted overdose raped attacked",
    LABEL: "child baby family person adult sibling mother father unborn twin children girl boy mr mrs ms parent subject grandmother grandfather partner infant carer male female student pupil",
    COUNTED: "children child babies baby infants boys girls families family pupils mothers fathers parents deaths siblings teenagers adolescents cases young toddlers suicides",
    CASE: "case crime court ref reference number no log incident cad urn niche claim lasting account sort card passport licence nhs ni upn hospital mrn charge",
    ONLY: "only sole first one single last unique youngest oldest",
    FEW: "0 1 2 3 4 one two three four nil zero",
    TIME: "am pm",
    HOME: "lives lived living resides resided moved address",
}  # fmt: skip


OPENERS = frozenset(
    "unborn person young sibling child baby family adult twin girl boy infant student pupil mother father known goes went answers answer street calls call called "
    "village town hamlet estate ward suburb neighbourhood district parish island not do strictly private legally embargoed first second final working consultation draft".split()
)
"""Words with which a phrase begins that a rule looks for in the whole text; a text without the word need not be looked through."""


def _triggers() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, words in _KINDS.items():
        for word in words.split():
            found[word] = found.get(word, 0) | kind
    for word in GIVEN:
        found[word] = found.get(word, 0) | NAME
    for word in WORDS:
        found[word] = found.get(word, 0) | NAME_WORD
    return found


TRIGGERS = _triggers()
