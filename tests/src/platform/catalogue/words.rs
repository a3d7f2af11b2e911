//! The words that a generated catalogue is made of.

/// Key and name of invented institutions.
pub(super) const ORGANIZATIONS: [(&str, &str); 24] = [
    ("HalverdalX", "Halverdal University"),
    ("OstraX", "Östra Polytechnic"),
    ("KestrelX", "Kestrel College of Engineering"),
    ("MontclairX", "Montclair Conservatory"),
    ("BayviewX", "Bayview Business School"),
    ("LindeX", "Linde Technical University"),
    ("AzahariX", "Azahari Open University"),
    ("NordlysX", "Nordlys Arctic Institute"),
    ("PalenqueX", "Universidad de Palenque"),
    ("VermeerX", "Vermeer Academy of Arts"),
    ("KyotaniX", "京谷大学"),
    ("SavannahX", "Savannah Medical College"),
    ("DunmoreX", "Dunmore School of Law"),
    ("ThessalyX", "Thessaly Institute of Philosophy"),
    ("CascadeX", "Cascade Forestry College"),
    ("MeridianX", "Meridian Institute of Data"),
    ("OrinocoX", "Instituto Orinoco"),
    ("HollowayX", "Holloway Teachers College"),
    ("TamarindX", "Tamarind School of Public Health"),
    ("GranitX", "Université de Granit"),
    ("LoxleyX", "Loxley Design Lab"),
    ("SilkroadX", "Silk Road University"),
    ("AuroraX", "Aurora Space Academy"),
    ("BrightwaterX", "Brightwater Institute"),
];

/// What courses are about, with the letters of their numbers.
pub(super) const SUBJECTS: [(&str, &str); 24] = [
    ("DAT", "Data Analysis"),
    ("ML", "Machine Learning"),
    ("CS", "Algorithms"),
    ("SEC", "Network Security"),
    ("BIO", "Molecular Biology"),
    ("CHE", "Green Chemistry"),
    ("ECO", "Development Economics"),
    ("FIN", "Corporate Finance"),
    ("MGT", "Supply Chain Management"),
    ("LAW", "International Law"),
    ("HIS", "World History"),
    ("PHI", "Ethics"),
    ("ART", "Art History"),
    ("MUS", "Music Theory"),
    ("EDU", "Teaching Online"),
    ("MED", "Epidemiology"),
    ("PSY", "Cognitive Psychology"),
    ("ENV", "Climate Science"),
    ("ENG", "Structural Engineering"),
    ("ROB", "Robotics"),
    ("STA", "Statistics"),
    ("DES", "Interaction Design"),
    ("LIN", "Linguistics"),
    ("AST", "Astrophysics"),
];

/// How titles of courses are made of their subject.
pub(super) const FORMS: [&str; 8] = [
    "Introduction to {}",
    "Foundations of {}",
    "{} in Practice",
    "Advanced {}",
    "{} for Everyone",
    "Topics in {}",
    "{}: A Project Course",
    "Thinking Through {}",
];

/// Label and slug of kinds of programs, with the hours that one takes.
pub(super) const TYPES: [(&str, &str, u64); 5] = [
    ("Professional Certificate", "professional-certificate", 120),
    ("MicroMasters", "micromasters", 360),
    ("XSeries", "xseries", 90),
    ("MicroBachelors", "microbachelors", 240),
    ("Course Series", "course-series", 60),
];
