"""Words and names of the field: agencies, laws, tools, published reviews, makers of things that everybody uses. From general knowledge."""

WORDS = frozenset("""
adultification adultified birthparent bookable camhs caregiver caregivers carelessly cuckooed cuckooing cohabitee coparent coparenting covid coronavirus cyberbullying dashboard deescalate
dysregulated dysregulation ehcp email emails facilitator genogram genograms grandparenting homeschool homeschooling hoarding intrafamilial extrafamilial keyworker keyworkers lasting
livestream livestreamed midwifery misgendered misper multiagency multidisciplinary neurodevelopmental neurodivergent neurodiverse neurodiversity neurotypical nonverbal
overmedication online organisational paediatrician paediatricians parentified parentification perinatal perplexing postcode prebirth preverbal psychoeducation
reablement rethink resit safeguarder safeguarders safeguarding scapegoated sexting sextortion stepfather stepmother stepchild subgroup subgroups timeline
toolkit toolkits trafficked triage triaged underreporting unaccompanied upskill upskirting vaping vape vapes webinar webinars website whiteboard wifi worklist
workstream workstreams youthwork co de re un pre non multi inter ok okay mum mums dad dads nan nana gran grandad grandma mummy daddy teams google microsoft
excel whatsapp instagram snapchat tiktok facebook youtube twitter discord telegram roblox fortnite minecraft xbox playstation netflix zoom outlook onenote
sharepoint powerpoint pdf pdfs iphone android wi calpol naloxone methadone valium diazepam fentanyl ketamine xanax nitrous ritalin melatonin covid-19
schwartz bowlby ainsworth vygotsky maslow piaget winnicott kolb gibbs bronfenbrenner laming munro bichard butler-sloss cafcass ofsted barnardo barnardos nspcc childline mencap
samaritans refuge snaplinc kooth mermaids stonewall coram tavistock nacro centrepoint shelter gingerbread scie ripfa rip cqc hmcts hmicfrs hmip dfe nice
mosaic liquidlogic systmone emis rio eclipse cpoms myconcern egress laa cp-is edinburgh gillick fraser bruiseless lgbt lgbtq sen send senco sencos asd adhd fasd
ocd ptsd hiv aids mmr bcg nhs gp gps iq dna cctv url html css rss csv json xlsx docx ict it hr pe tv dvd cd usb sim sms faq faqs ceo mp mps
adoptee breastfed breastfeed breastfeeding catchup checkup counsellor counsellors debrief debriefs drop-in escalations fixtures followup guardianships handover handovers inpatient kinship
laptop laptops lookahead mindfulness monthlies onboarding outreach overnighter parentline playscheme playworker preschooler preschoolers readmission signposted signposting sleepover
smartphone smartphones stepsibling supervisee supervisees takeaway tenancies textspeak timetabled toddlerhood walkabout walkabouts walkaround wellbeing wheelchair workbook workplan
bruxism codeine cyberflashing deepfake deepfakes deadname inclusivity intersectionality minoritised nonattendance nonbinary otherness racialised reunification revictimisation systemic
café cafés fiancé fiancée naïve résumé cliché décor protégé javascript elearning endian unicode headteacher headteachers hashtag blog blogs chatbot podcast podcasts gov org
""".split())  # fmt: skip
"""Words of the field that dictionaries do not have, and names that identify nobody."""

PHRASES = tuple(line.strip().lower() for line in """
Victoria Climbié
Victoria Climbié Inquiry
Peter Connelly
Baby P
Daniel Pelka
Khyra Ishaq
Star Hobson
Arthur Labinjo-Hughes
Munro Review
Munro Report
Laming Report
Laming Inquiry
Lord Laming
Eileen Munro
Professor Eileen Munro
Josh MacAlister
MacAlister Review
Wood Review
Wood Report
Alan Wood
Casey Review
Casey Report
Louise Casey
Baroness Casey
Jay Report
Jay Inquiry
Alexis Jay
Professor Alexis Jay
Bichard Inquiry
Cleveland Inquiry
Kennedy Guidelines
Kennedy Report
Francis Report
Marmot Review
Lammy Review
Angiolini Inquiry
Timpson Review
Hackitt Review
Cass Review
Sewell Report
Macpherson Report
Stephen Lawrence Inquiry
Savile
Carlile Inquiry
Narey Review
Children Act
Human Rights Act
Care Act
Mental Health Act
Mental Capacity Act
Equality Act
Education Act
Housing Act
Domestic Abuse Act
Modern Slavery Act
Online Safety Act
Data Protection Act
Serious Crime Act
Sexual Offences Act
Police Act
Freedom of Information Act
Working Together
Keeping Children Safe in Education
Clare's Law
Sarah's Law
Martha's Rule
Martha's Law
Awaab's Law
Jade's Law
Finn's Law
Harper's Law
Kingham Law
Natasha's Law
Benedict's Law
Gillick competence
Gillick competent
Gillick
Fraser guidelines
Fraser competent
Edinburgh Postnatal Depression Scale
Glasgow Coma Scale
Munchausen
Munchausen syndrome
Asperger
Asperger syndrome
Tourette
Tourette syndrome
Down syndrome
Down's syndrome
Turner syndrome
Rett syndrome
Angelman syndrome
Crohn's
Crohn's disease
Alzheimer's
Parkinson's
Hodgkin's lymphoma
Swiss cheese model
Signs of Safety
Lucy Faithfull Foundation
Marie Collins Foundation
Anna Freud
Anna Freud Centre
Marie Stopes
Barnardo's
Lullaby Trust
Cruse Bereavement
Winston's Wish
Molly Rose Foundation
Ann Craft Trust
Joseph Rowntree Foundation
Nuffield Foundation
Jimmy Savile
Duke of Edinburgh
King's Counsel
St John Ambulance
Citizens Advice
Women's Aid
Prevent
Channel
Ofsted
Philomena Protocol
Herbert Protocol
Operation Encompass
Harry's Law
Mind
Adele Jones
Bruner
Likert
Venn
Microsoft Teams
Learning Loop
Creative Commons
""".strip().splitlines())  # fmt: skip
"""Phrases that may be written though words of them are names: published inquiries, laws, tests, conditions, charities."""

BODIES = frozenset("""
act agency alliance association authority award board bureau cabinet cafcass code college commission commissioner committee convention council court covenant
department directive directorate executive federation forum foundation framework fund government group guidance guidelines hub initiative inquiry inspectorate institute law
licence mechanism ministry model network office ombudsman order panel parliament partnership plan policy programme protocol profile regulation regulations report
review scale scheme secretariat service services society standards strategy syndrome team tool toolkit tribunal trust unit
""".split())  # fmt: skip
"""What the name of a body, a law or a published thing often ends with."""
