"""Given names, from general knowledge: those of many origins that are heard in Britain. They are of no real person's.

The list makes the check quicker and surer; it is not what the check rests on. A name that stands in no list is caught because it is no English word.
"""

GIVEN = frozenset("""
aaliyah aaron agnieszka danuta ewa jolanta magdalena zbigniew stanislaw abdul abdullah abigail adam adele adrian agnes ahmed aidan aisha aiden alan albert alec alejandro alex alexander alexandra alfie alfred ali
alice alicia alina alison amaan amanda amara amelia amina amir amit amy ana anastasia andrea andrei andrew angela angus anita anjali anna annabel anne
annie anthony antonio anya archie arjun arthur arya asha ashleigh ashley asif athena audrey austin ava ayaan ayesha aysha barbara barry bartosz beatrice
becky ben benjamin bernard beth bethany bianca blessing bogdan brandon brenda brian bridget bronwyn bryan callum cameron camilla carl carol caroline
catherine catrin charles charlie charlotte chelsea cheryl chiamaka chidi chloe christian christina christine christopher ciara claire clara clive colin
connor courtney craig cristina daisy damian daniel danielle danny daria darius darren david dawid deborah debra declan deepak demi denis denise derek
deshawn diana diane dinesh dmitri dominic dominik donna dorothy douglas duncan dylan ebony eddie edith edward eileen elaine eleanor elena eli elijah
elizabeth ella ellen ellie elliot eloise elsie emeka emilia emily emma eric erin esme esther ethan eva evan eve evelyn evie ewan fatima fatoumata felix
finlay fiona florence francesca francis frederick freya gabriel gabriela gareth gary gavin gemma geoff geoffrey george georgia georgie gerald gillian
giorgos giulia gordon graham grzegorz gurpreet gwen hamza hana hannah hanna harriet harrison harry hassan hayley heather helen helena henry hibo holly
howard hugh hugo hussain ian ibrahim ifeoma imogen imran ines ioana irene isaac isabel isabella isabelle isla ismail ivan jack jackie jackson jacob jade
jaden jake jakub jamal james jamie jan jane janet janice jaroslaw jasmin jasmine jason javier jayden jayne jean jeffrey jemma jenna jennifer jenny
jeremy jerome jess jessica jill jimmy joan joanna joanne jodie joe joel john johnny jonathan jordan jorge jose joseph josephine josh joshua joyce juan
jude judith julia julian julie justin kacper kai karen karim karl karolina kate katherine kathleen kathryn katie katarzyna kayla kayleigh keira keith
kelly kelvin ken kenneth kevin khadija khalid kian kieran kim kimberley kirsty krystyna krzysztof kwame kyle lacey lara latisha laura lauren lee leah
leanne leila leo leon leonard leroy lesley leslie levi lewis lexi liam libby lilly linda lisa liz lloyd logan lola lorraine louis louise luca lucas lucia
lucy luis luke lukasz lydia lynn lynne maciej mackenzie madeleine madison maisie malachi malik malgorzata manjit marcel marcia marcin marcus margaret
maria mariam marie marina mario marion marta martha martin martyn mary maryam mateusz matilda matthew maureen maxwell megan mehmet melanie melissa
mia micah michael michal michelle miguel mihai mikolaj millie milo miriam mohamed mohammad mohammed moira molly monica muhammad mustafa nadia nadine
nancy naomi natalia natalie natasha nathan nathaniel neil nevaeh ngozi niamh nicholas nicola nicole nigel nikita nikolai nina noah noel nora
oisin oksana olga oliver olivia olu oluwaseun omar oscar osman owen pablo pamela parveen patricia patrick patryk paul paula pauline pawel pedro
penelope peter petra philip phillip phoebe piotr poppy priya qasim quentin rachel radoslaw rahim rajesh ralph ravi raymond rebecca reece reggie
rhiannon rhys ricardo richard rita robert roberto robyn rochelle roger rohan roisin roman ronald ronan ronnie rory roshan rowan roxanne ruby rupert
russell ruth ryan saanvi sabrina sadia safiya saima sally salma sam samantha samir samira samuel sandra sanjay saoirse sara sarah saskia sasha
scarlett scott sean sebastian shabnam shane shanice shannon sharon shaun sheila shirley siobhan simon sinead sofia sonia sophia sophie stacey stefan
stella stephanie stephen steven stewart stuart sunita suresh susan suzanne svetlana syed sylvia szymon tahira tamara tanya tara tariq tatiana taylor
teresa terence terry thandiwe theo theresa thomas tiana tiffany tilly tim timothy tina tobias toby tom tomasz tommy toni tony tracey tracy trevor tyler
tyrone usman valentina valerie vanessa veronica victor victoria vikram vincent viktor vladimir wayne wendy wesley wiktoria william wojciech xavier
yasmin yolanda yusuf yvonne zac zach zachary zahra zainab zak zara zoe zofia zuzanna
""".split())  # fmt: skip
"""Names that are nothing else, or nearly."""

WORDS = frozenset("""
amber angel april archer art august autumn basil bear billy blaze bobby bob bonnie brook buddy carmen carter chance chase chip cliff clay crystal dale dan dawn dean
destiny dolly don drew duke earl ebony ed ella eve faith fern finch fleur flora forest frank gale gene ginger glen grace grant guy harmony harper hazel heath
heather holly hope hunter iris ivy jay jerry jo joy june junior kay kit lance lane lily mark marina mason matt max may melody mercy merry miles
mick mike misty ned nick nova olive opal page paige pat patience pearl penny piper pip poppy prince queenie ray red reed reg rich river rob robin rocky rod rose
rosemary ruby rusty sage sandy saffron savannah sidney sky skye sonny star sterling stone storm sue summer sunny ted terry tyson viola violet wade wally
willow will winter wren bill jim jimmy rosie frankie ronnie reggie alfie
""".split())  # fmt: skip
"""Names that are words or months as well: only what stands around them tells."""

WEAK = frozenset(
    "art chance chase destiny faith grant guy harmony hope joy mercy patience star stone storm summer winter autumn red page will may june april august rich bear prince lane".split()
)
"""Those of `WORDS` that begin many a sentence as what they are."""

NICKNAMES = frozenset("nickname nicknamed".split())
