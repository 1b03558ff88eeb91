"""How many cases of each trial a release needs: what was measured once, and what the design asks for.

A trial that has grown smaller fails the run, however well its cases went.
"""

AT_LEAST = {
    "S5": 200,  # sticks without room, or pulled
    "T1": 20,  # kills, and all files looked at
    "T2": 1000,  # keys and libraries that are not the right ones
    "T3": 3000,  # typing errors of the recovery sheet
    "T3a": 3044,
    "T4": 2155,  # bits of the key store
    "T4a": 400,
    "T4b": 60,
    "T5": 5,
    "T6": 500,  # kills while the key is renewed
    "T6a": 40,
    "T7": 1000,  # kills while saving
    "T7b": 1000,  # kills while the services save
    "T8": 5000,  # power cuts
    "T8b": 200,  # full disks
    "T9": 100,  # backups
    "T9b": 200,
    "T10": 11_000,  # bits, pages, cuts of the database
    "T11": 400,  # logs, databases and witnesses of an earlier moment
    "T12": 20,  # memories of a locked program
    "T13": 1000,
    "T14": 360,  # of five seconds each
    "T15": 10,
    "T20": 41_720,
    "T20b": 5215,
    "T20c": 7528,
    "T21": 100_000,
    "T21b": 20_000,  # the same to two readers
    "T22": 50,
    "T23": 40,
    "T24": 54,
    "T25": 60,
    "T26": 60,
    "T26b": 20_000,
    "T27": 100_000,
    "T28": 2000,
    "T28r": 50,  # histories with restores, through the services of both sides
    "T29": 1000,
    "T30": 1000,
    "T30b": 1000,  # statements that only damage
    "T31": 400,
    "T32": 500,
    "T34": 12,
    "T40": 10_000,
    "T40b": 4,
    "T41": 8,
    "T42": 16_800,
    "T42b": 22,
    "T42c": 16_800,
    "T43": 10_000,
    "T60": 2000,
    "T60b": 2000,
    "T60c": 1000,
    "T61": 147,
    "T62": 500,
    "T65": 500,  # kills while an older database is brought up to date
    "T70": 500,  # histories of two computers, through the services of both
    "T71": 20_000,  # histories of one row on two or three
}
