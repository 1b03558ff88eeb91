<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AddPerson</name>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>First name and surname</source>
        <translation>Vor- und Nachname</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Der Name fehlt.</translation>
    </message>
    <message>
        <source>The role is missing.</source>
        <translation>Die Funktion fehlt.</translation>
    </message>
    <message>
        <source>Keys are being made. This takes a moment on purpose.</source>
        <translation>Schlüssel werden erzeugt. Das dauert absichtlich einen Moment.</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Praxis</translation>
    </message>
    <message>
        <source>Entry moved to another patient</source>
        <translation>Eintrag zu einem anderen Patienten verschoben</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Damaged rows</source>
        <translation>Beschädigte Zeilen</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Texts sent in spite of a warning</source>
        <translation>Trotz Warnung gesendete Texte</translation>
    </message>
    <message>
        <source>Number of entries</source>
        <translation>Zahl der Einträge</translation>
    </message>
    <message>
        <source>Failed attempts before</source>
        <translation>Fehlversuche davor</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Sheet fits</source>
        <translation>Blatt stimmt</translation>
    </message>
    <message>
        <source>Up to its entry</source>
        <translation>Bis zu seinem Eintrag</translation>
    </message>
    <message>
        <source>Lost rows</source>
        <translation>Verlorene Zeilen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Open since</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Patient added</source>
        <translation>Patient angelegt</translation>
    </message>
    <message>
        <source>Question of the registry answered</source>
        <translation>Rückfrage des Registers beantwortet</translation>
    </message>
    <message>
        <source>Unit of a laboratory value chosen</source>
        <translation>Einheit eines Laborwerts gewählt</translation>
    </message>
    <message>
        <source>Consent given again</source>
        <translation>Einwilligung erneut erteilt</translation>
    </message>
    <message>
        <source>Infusion date corrected</source>
        <translation>Infusionsdatum korrigiert</translation>
    </message>
    <message>
        <source>Master data corrected</source>
        <translation>Stammdaten korrigiert</translation>
    </message>
    <message>
        <source>Entry corrected</source>
        <translation>Eintrag korrigiert</translation>
    </message>
    <message>
        <source>Entry deleted</source>
        <translation>Eintrag gelöscht</translation>
    </message>
    <message>
        <source>Entry moved to the right patient</source>
        <translation>Eintrag zum richtigen Patienten verschoben</translation>
    </message>
    <message>
        <source>Consent recorded</source>
        <translation>Einwilligung erfasst</translation>
    </message>
    <message>
        <source>Graded again</source>
        <translation>Neu eingestuft</translation>
    </message>
    <message>
        <source>Entry brought back</source>
        <translation>Eintrag zurückgeholt</translation>
    </message>
    <message>
        <source>Entry recorded</source>
        <translation>Eintrag erfasst</translation>
    </message>
    <message>
        <source>Entry signed</source>
        <translation>Eintrag signiert</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>Einwilligung widerrufen</translation>
    </message>
    <message>
        <source>Draft kept</source>
        <translation>Entwurf behalten</translation>
    </message>
    <message>
        <source>Draft begun</source>
        <translation>Entwurf begonnen</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>Entwurf verworfen</translation>
    </message>
    <message>
        <source>Draft brought back</source>
        <translation>Entwurf zurückgeholt</translation>
    </message>
    <message>
        <source>Correction begun</source>
        <translation>Korrektur begonnen</translation>
    </message>
    <message>
        <source>Bundle saved to a carrier</source>
        <translation>Bündel auf Datenträger gespeichert</translation>
    </message>
    <message>
        <source>Bundle made for the registry</source>
        <translation>Bündel für das Register erstellt</translation>
    </message>
    <message>
        <source>Certificate imported</source>
        <translation>Zertifikat eingelesen</translation>
    </message>
    <message>
        <source>Questions of the registry imported</source>
        <translation>Rückfragen des Registers eingelesen</translation>
    </message>
    <message>
        <source>Receipt imported</source>
        <translation>Quittung eingelesen</translation>
    </message>
    <message>
        <source>State of the registry imported</source>
        <translation>Stand des Registers eingelesen</translation>
    </message>
    <message>
        <source>Enrolment request written</source>
        <translation>Anmeldedatei geschrieben</translation>
    </message>
    <message>
        <source>Registry trusted by its card</source>
        <translation>Dem Register anhand seiner Karte vertraut</translation>
    </message>
    <message>
        <source>Card of the registry renewed</source>
        <translation>Karte des Registers erneuert</translation>
    </message>
    <message>
        <source>Person added</source>
        <translation>Person angelegt</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>Rights changed</source>
        <translation>Rechte geändert</translation>
    </message>
    <message>
        <source>Program ended without being closed</source>
        <translation>Programm endete, ohne geschlossen zu werden</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Recovery sheet made</source>
        <translation>Notfallblatt erstellt</translation>
    </message>
    <message>
        <source>Opened with the recovery sheet</source>
        <translation>Mit dem Notfallblatt geöffnet</translation>
    </message>
    <message>
        <source>Person removed</source>
        <translation>Person entfernt</translation>
    </message>
    <message>
        <source>Data key renewed</source>
        <translation>Datenschlüssel erneuert</translation>
    </message>
    <message>
        <source>Recovery sheet tried</source>
        <translation>Notfallblatt geprüft</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Entsperrt</translation>
    </message>
    <message>
        <source>Window restored</source>
        <translation>Fenster wiederhergestellt</translation>
    </message>
    <message>
        <source>Another state of the data accepted</source>
        <translation>Anderen Stand der Daten angenommen</translation>
    </message>
    <message>
        <source>Data checked</source>
        <translation>Daten geprüft</translation>
    </message>
    <message>
        <source>Copy from before an update removed</source>
        <translation>Kopie von vor einem Update entfernt</translation>
    </message>
    <message>
        <source>Day of the clock confirmed</source>
        <translation>Tag der Uhr bestätigt</translation>
    </message>
    <message>
        <source>Backup copied out</source>
        <translation>Sicherung hinauskopiert</translation>
    </message>
    <message>
        <source>Practice set up</source>
        <translation>Praxis eingerichtet</translation>
    </message>
    <message>
        <source>Copy for the patient written</source>
        <translation>Kopie für die Person geschrieben</translation>
    </message>
    <message>
        <source>Audit exported</source>
        <translation>Protokoll exportiert</translation>
    </message>
    <message>
        <source>Work of the other computer taken in</source>
        <translation>Arbeit des anderen Computers übernommen</translation>
    </message>
    <message>
        <source>Forms of this version installed</source>
        <translation>Formulare dieser Version installiert</translation>
    </message>
    <message>
        <source>Forms of the registry installed</source>
        <translation>Formulare des Registers installiert</translation>
    </message>
    <message>
        <source>Chosen between two computers</source>
        <translation>Zwischen zwei Computern entschieden</translation>
    </message>
    <message>
        <source>Second computer set up</source>
        <translation>Zweiten Computer eingerichtet</translation>
    </message>
    <message>
        <source>Moved to another computer</source>
        <translation>Auf einen anderen Computer umgezogen</translation>
    </message>
    <message>
        <source>Damaged entry set aside</source>
        <translation>Beschädigten Eintrag beiseitegelegt</translation>
    </message>
    <message>
        <source>Readable data rescued</source>
        <translation>Lesbare Daten gerettet</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>Sicherung wiederhergestellt</translation>
    </message>
    <message>
        <source>Damaged entry mended</source>
        <translation>Beschädigten Eintrag repariert</translation>
    </message>
    <message>
        <source>Move taken back</source>
        <translation>Umzug zurückgenommen</translation>
    </message>
    <message>
        <source>Backup tried</source>
        <translation>Sicherung zur Probe geöffnet</translation>
    </message>
    <message>
        <source>Work given to the other computer</source>
        <translation>Arbeit an den anderen Computer gegeben</translation>
    </message>
</context>
<context>
    <name>AuditFiles</name>
    <message>
        <source>Save as table …</source>
        <translation>Als Tabelle speichern …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>You have no right to export. Somebody who manages the practice can give it.</source>
        <translation>Sie haben kein Recht zum Exportieren. Wer die Praxis verwaltet, kann es geben.</translation>
    </message>
    <message>
        <source>{count} entries are too many for paper. Choose fewer days, or save them as a table.</source>
        <translation>{count} Einträge sind zu viele für Papier. Wählen Sie weniger Tage oder speichern Sie sie als Tabelle.</translation>
    </message>
    <message>
        <source>Saved as {file}. The file is not encrypted.</source>
        <translation>Gespeichert als {file}. Die Datei ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Up to entry</source>
        <translation>Bis Eintrag</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>Wann (UTC)</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>Über wen</translation>
    </message>
    <message>
        <source>Patient number</source>
        <translation>Patientennummer</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message>
        <source>Audit of the practice</source>
        <translation>Protokoll der Praxis</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>Über wen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Entries in all</source>
        <translation>Einträge insgesamt</translation>
    </message>
    <message>
        <source>Digest of the newest entry, number {number}, to which all others lead: {digest}</source>
        <translation>Prüfsumme des neuesten Eintrags, Nummer {number}, zu dem alle anderen führen: {digest}</translation>
    </message>
</context>
<context>
    <name>AuditModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About whom</source>
        <translation>Über wen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Filter by person, patient, action</source>
        <translation>Person, Patient, Vorgang</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Kind of action</source>
        <translation>Art des Vorgangs</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Alle Tage</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>From when</source>
        <translation>Ab wann</translation>
    </message>
    <message>
        <source>details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message>
        <source>{found} of {total}</source>
        <translation>{found} von {total}</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} Einträge</translation>
    </message>
</context>
<context>
    <name>AuditSettings</name>
    <message>
        <source>Open the audit</source>
        <translation>Protokoll öffnen</translation>
    </message>
    <message>
        <source>Who did what, when and why. Nobody can change it.</source>
        <translation>Wer was wann und warum tat. Niemand kann es ändern.</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>AuditSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Signature holds</source>
        <translation>Signatur gültig</translation>
    </message>
    <message>
        <source>Signature does not hold</source>
        <translation>Signatur ungültig</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>Nr. {number}</translation>
    </message>
    <message>
        <source>The computer&apos;s clock showed</source>
        <translation>Die Uhr des Computers zeigte</translation>
    </message>
    <message>
        <source>Its line leaves with the next bundle.</source>
        <translation>Seine Zeile geht mit dem nächsten Bündel hinaus.</translation>
    </message>
    <message>
        <source>Its line left with bundle {number} of {day}. The receipt has not come yet.</source>
        <translation>Seine Zeile ging mit Bündel {number} vom {day} hinaus. Die Quittung fehlt noch.</translation>
    </message>
    <message>
        <source>Its line left with bundle {number} of {day}. The registry countersigned it; receipt of {receipt}.</source>
        <translation>Seine Zeile ging mit Bündel {number} vom {day} hinaus. Das Register hat gegengezeichnet; Quittung vom {receipt}.</translation>
    </message>
    <message>
        <source>Answer to the registry</source>
        <translation>Antwort an das Register</translation>
    </message>
    <message>
        <source>Person of the practice</source>
        <translation>Person der Praxis</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>Arbeitet hier</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>eingeben</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>signieren</translation>
    </message>
    <message>
        <source>export</source>
        <translation>exportieren</translation>
    </message>
    <message>
        <source>manage</source>
        <translation>verwalten</translation>
    </message>
</context>
<context>
    <name>AuditState</name>
    <message>
        <source>Not checked since this page was opened.</source>
        <translation>Seit dem Öffnen dieser Seite nicht geprüft.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Checking: {done} of {total}</source>
        <translation>Wird geprüft: {done} von {total}</translation>
    </message>
    <message>
        <source>The check was stopped. Nothing is known yet.</source>
        <translation>Die Prüfung wurde abgebrochen. Noch steht nichts fest.</translation>
    </message>
    <message>
        <source>Checked: the one entry holds.</source>
        <translation>Geprüft: Der eine Eintrag stimmt.</translation>
    </message>
    <message>
        <source>Checked: all {count} entries hold.</source>
        <translation>Geprüft: Alle {count} Einträge stimmen.</translation>
    </message>
    <message>
        <source>Entry no. {number} does not hold: it, or something before it, was changed from outside. Keep the newest backup and ask the registry, which knows every entry that left.</source>
        <translation>Eintrag Nr. {number} stimmt nicht: Er oder etwas davor wurde von außen verändert. Heben Sie die neueste Sicherung auf und fragen Sie das Register, das jeden hinausgegangenen Eintrag kennt.</translation>
    </message>
</context>
<context>
    <name>BackupSettings</name>
    <message>
        <source>Make a backup now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Copy to …</source>
        <translation>Kopieren nach …</translation>
    </message>
    <message>
        <source>Restore a backup …</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Move …</source>
        <translation>Umziehen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>move</source>
        <translation>umziehen</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Backups on this computer</source>
        <translation>Sicherungen auf diesem Computer</translation>
    </message>
    <message>
        <source>A copy outside the practice</source>
        <translation>Eine Kopie außerhalb der Praxis</translation>
    </message>
    <message>
        <source>Go back to a backup</source>
        <translation>Zu einer Sicherung zurück</translation>
    </message>
    <message>
        <source>It is shown first what would be missing</source>
        <translation>Zuerst wird gezeigt, was fehlen würde</translation>
    </message>
    <message>
        <source>None yet; one is made when the program closes</source>
        <translation>Noch keine; beim Schließen des Programms wird eine angelegt</translation>
    </message>
    <message>
        <source>The newest one could not be opened. Make a new one now.</source>
        <translation>Die neueste ließ sich nicht öffnen. Legen Sie jetzt eine neue an.</translation>
    </message>
    <message>
        <source>{count} kept, the newest of {day}, tried on {tried}</source>
        <translation>{count} aufbewahrt, die neueste vom {day}, zur Probe geöffnet am {tried}</translation>
    </message>
    <message>
        <source>Last on {day}</source>
        <translation>Zuletzt am {day}</translation>
    </message>
    <message>
        <source>Never yet. Choose an encrypted stick, and lock it away</source>
        <translation>Noch nie. Wählen Sie einen verschlüsselten Stick und schließen Sie ihn weg</translation>
    </message>
    <message>
        <source>The move did not happen</source>
        <translation>Der Umzug fand nicht statt</translation>
    </message>
    <message>
        <source>If work has begun on the other computer, there would be two practices that differ, and the registry would refuse one of them. Type “{word}” only if nobody works there.</source>
        <translation>Hat die Arbeit auf dem anderen Computer begonnen, gäbe es zwei verschiedene Praxen, und das Register würde eine davon ablehnen. Geben Sie „{word}“ nur ein, wenn dort niemand arbeitet.</translation>
    </message>
    <message>
        <source>stay</source>
        <translation>bleiben</translation>
    </message>
    <message>
        <source>Take the move back</source>
        <translation>Umzug zurücknehmen</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>Umzug auf einen anderen Computer</translation>
    </message>
    <message>
        <source>Writes the whole practice to a stick. Work goes on there, and this computer only reads from then on. Type “{word}” to begin.</source>
        <translation>Schreibt die ganze Praxis auf einen Stick. Die Arbeit geht dort weiter, und dieser Computer liest von da an nur noch. Geben Sie „{word}“ ein, um zu beginnen.</translation>
    </message>
    <message>
        <source>The backup is made and was opened again.</source>
        <translation>Die Sicherung ist angelegt und wurde zur Probe geöffnet.</translation>
    </message>
    <message>
        <source>Copied and read back. You can remove the stick.</source>
        <translation>Kopiert und zurückgelesen. Sie können den Stick entfernen.</translation>
    </message>
    <message>
        <source>Copied and read back. This folder is on a network or synchronised; a stick is safer.</source>
        <translation>Kopiert und zurückgelesen. Dieser Ordner liegt im Netz oder wird synchronisiert; ein Stick ist sicherer.</translation>
    </message>
    <message>
        <source>Work goes on here.</source>
        <translation>Die Arbeit geht hier weiter.</translation>
    </message>
    <message>
        <source>The practice is on the stick. Here it can only be read from now on.</source>
        <translation>Die Praxis ist auf dem Stick. Hier kann sie von jetzt an nur gelesen werden.</translation>
    </message>
    <message>
        <source>The backup is being made.</source>
        <translation>Die Sicherung wird angelegt.</translation>
    </message>
    <message>
        <source>The backup is being made: {percent} %</source>
        <translation>Die Sicherung wird angelegt: {percent} %</translation>
    </message>
</context>
<context>
    <name>Banners</name>
    <message>
        <source>Type today&apos;s date</source>
        <translation>Heutiges Datum eingeben</translation>
    </message>
    <message>
        <source>This practice moved to another computer on {day}. Work goes on there; here it can only be read.</source>
        <translation>Diese Praxis ist am {day} auf einen anderen Computer umgezogen. Die Arbeit geht dort weiter; hier kann sie nur gelesen werden.</translation>
    </message>
    <message>
        <source>Restored from the backup of {day}. Ask the registry for its resync file and import it with Ctrl+I; until then nothing is exported.</source>
        <translation>Aus der Sicherung vom {day} wiederhergestellt. Bitten Sie das Register um seine Abgleichdatei und importieren Sie sie mit Strg+I; bis dahin wird nichts exportiert.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
</context>
<context>
    <name>BrandPane</name>
    <message>
        <source>Identify</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>what happened, and when</source>
        <translation>was geschah, und wann</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>caused by CAR-T, or not</source>
        <translation>durch CAR-T oder nicht</translation>
    </message>
    <message>
        <source>Grade</source>
        <comment>verb</comment>
        <translation>Einstufen</translation>
    </message>
    <message>
        <source>by published rules</source>
        <translation>nach publizierten Regeln</translation>
    </message>
    <message>
        <source>Optimize</source>
        <translation>Optimieren</translation>
    </message>
    <message>
        <source>what was done, how it ended</source>
        <translation>was getan wurde, wie es ausging</translation>
    </message>
</context>
<context>
    <name>BundleCard</name>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Erneut speichern</translation>
    </message>
    <message>
        <source>Check a copy</source>
        <translation>Kopie prüfen</translation>
    </message>
    <message>
        <source>Print slip</source>
        <translation>Begleitzettel</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Bundle {number}</source>
        <translation>Bündel {number}</translation>
    </message>
    <message>
        <source>not created</source>
        <translation>nicht erstellt</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>waiting for receipt</source>
        <translation>wartet auf Quittung</translation>
    </message>
    <message>
        <source>import it with Ctrl+I</source>
        <translation>mit Strg+I einlesen</translation>
    </message>
    <message>
        <source>Created and signed</source>
        <translation>Erstellt und signiert</translation>
    </message>
    <message>
        <source>export with Ctrl+E</source>
        <translation>mit Strg+E exportieren</translation>
    </message>
    <message>
        <source>Saved to be carried</source>
        <translation>Zur Übergabe gespeichert</translation>
    </message>
    <message>
        <source>Receipt from the registry</source>
        <translation>Quittung des Registers</translation>
    </message>
    <message>
        <source>Bundle {number} does not follow the one before it. Ask the registry.</source>
        <translation>Bündel {number} schließt nicht an das vorige an. Fragen Sie das Register.</translation>
    </message>
    <message>
        <source>1 record.</source>
        <translation>1 Eintrag.</translation>
    </message>
    <message>
        <source>{count} records.</source>
        <translation>{count} Einträge.</translation>
    </message>
    <message>
        <source>Pseudonyms only, no names, no birth dates.</source>
        <translation>Nur Pseudonyme, keine Namen, keine Geburtsdaten.</translation>
    </message>
</context>
<context>
    <name>BundleSlip</name>
    <message>
        <source>Slip for the stick</source>
        <translation>Begleitzettel zum Stick</translation>
    </message>
    <message>
        <source>Bundle {number}</source>
        <translation>Bündel {number}</translation>
    </message>
    <message>
        <source>not saved to a carrier yet</source>
        <translation>noch auf keinem Datenträger</translation>
    </message>
    <message>
        <source>confirmed by the registry</source>
        <translation>vom Register bestätigt</translation>
    </message>
    <message>
        <source>waiting for receipt</source>
        <translation>wartet auf Quittung</translation>
    </message>
    <message>
        <source>Centre code</source>
        <translation>Zentrumscode</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>Laufnummer</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Saved to</source>
        <translation>Gesichert auf</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>Whoever receives the stick compares the fingerprint with the one their program shows. The bundle is encrypted and holds pseudonyms only.</source>
        <translation>Wer den Stick erhält, vergleicht den Fingerabdruck mit dem im eigenen Programm. Das Bündel ist verschlüsselt und enthält nur Pseudonyme.</translation>
    </message>
    <message>
        <source>Handed over: date, signature</source>
        <translation>Übergeben: Datum, Unterschrift</translation>
    </message>
    <message>
        <source>Received: date, signature</source>
        <translation>Erhalten: Datum, Unterschrift</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Draft, not saved to a carrier</source>
        <translation>Entwurf, auf keinem Datenträger</translation>
    </message>
</context>
<context>
    <name>BurdenCard</name>
    <message>
        <source>Burden so far</source>
        <translation>Belastung bisher</translation>
    </message>
    <message>
        <source>infections</source>
        <translation>Infektionen</translation>
    </message>
    <message>
        <source>grade ≥3</source>
        <translation>Grad ≥3</translation>
    </message>
    <message>
        <source>hospital days</source>
        <translation>Kliniktage</translation>
    </message>
</context>
<context>
    <name>ChangeLog</name>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>patient added</source>
        <translation>Patient angelegt</translation>
    </message>
    <message>
        <source>consent recorded</source>
        <translation>Einwilligung erfasst</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>erfasst</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>graded again</source>
        <translation>neu eingestuft</translation>
    </message>
    <message>
        <source>master data corrected</source>
        <translation>Stammdaten korrigiert</translation>
    </message>
    <message>
        <source>infusion date corrected</source>
        <translation>Infusionsdatum korrigiert</translation>
    </message>
    <message>
        <source>moved to another patient</source>
        <translation>zu anderem Patienten verschoben</translation>
    </message>
    <message>
        <source>moved here from another patient</source>
        <translation>von anderem Patienten hierher verschoben</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>zurückgeholt</translation>
    </message>
    <message>
        <source>question of the registry answered</source>
        <translation>Rückfrage des Registers beantwortet</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Infusion date</source>
        <translation>Infusionsdatum</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Consent date</source>
        <translation>Datum der Einwilligung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>hidden (F12 shows it)</source>
        <translation>verborgen (F12 zeigt ihn)</translation>
    </message>
    <message>
        <source>given</source>
        <translation>erteilt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>Change log</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lesen …</translation>
    </message>
    <message>
        <source>Filter by entry, person, value</source>
        <translation>Filtern nach Eintrag, Person, Wert</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>ChangePassword</name>
    <message>
        <source>Current password</source>
        <translation>Aktuelles Passwort</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>May somebody know the old password?</source>
        <translation>Könnte jemand das alte Passwort kennen?</translation>
    </message>
    <message>
        <source>Yes: all data also gets a new key, and the backups on this computer are replaced. Copied files and the old password open nothing new.</source>
        <translation>Ja: Alle Daten bekommen auch einen neuen Schlüssel, und die Sicherungen auf diesem Computer werden ersetzt. Kopierte Dateien und das alte Passwort öffnen nichts Neues.</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>Ihr Passwort ändern</translation>
    </message>
    <message>
        <source>Type the password that you have now.</source>
        <translation>Geben Sie Ihr jetziges Passwort ein.</translation>
    </message>
    <message>
        <source>Keys are being made. This takes a moment on purpose.</source>
        <translation>Schlüssel werden erzeugt. Das dauert absichtlich einen Moment.</translation>
    </message>
    <message>
        <source>Your new password is in force.</source>
        <translation>Ihr neues Passwort gilt jetzt.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>None of these</source>
        <translation>Nichts davon</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
</context>
<context>
    <name>ChoicesPage</name>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Computers of this practice</source>
        <translation>Computer dieser Praxis</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>Diese Angabe übernehmen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>next question</source>
        <translation>nächste Frage</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Nothing waits for a choice.</source>
        <translation>Nichts wartet auf eine Entscheidung.</translation>
    </message>
    <message>
        <source>Your account may not enter data.</source>
        <translation>Ihr Konto darf keine Daten eingeben.</translation>
    </message>
    <message>
        <source>{count} choices are open</source>
        <translation>{count} Entscheidungen sind offen</translation>
    </message>
    <message>
        <source>This computer ({letter})</source>
        <translation>Dieser Computer ({letter})</translation>
    </message>
    <message>
        <source>Computer {letter}</source>
        <translation>Computer {letter}</translation>
    </message>
    <message>
        <source>“{field}” was changed on both computers. Which one is right?</source>
        <translation>„{field}“ wurde an beiden Computern geändert. Was stimmt?</translation>
    </message>
    <message>
        <source>The other one stays in the change log, with who chose.</source>
        <translation>Die andere Angabe bleibt unter „Änderungen“ stehen, mit der Person, die entschieden hat.</translation>
    </message>
    <message>
        <source>{entry} was changed on the other computer while a correction of it is open here. Finish or discard the correction first.</source>
        <translation>{entry} wurde am anderen Computer geändert, während hier eine Korrektur offen ist. Schließen Sie die Korrektur zuerst ab oder verwerfen Sie sie.</translation>
    </message>
    <message>
        <source>Open the correction</source>
        <translation>Korrektur öffnen</translation>
    </message>
    <message>
        <source>Choose one of the two first.</source>
        <translation>Wählen Sie zuerst eine der beiden Angaben.</translation>
    </message>
    <message>
        <source>All is chosen. Write a file for the other computer when you can.</source>
        <translation>Alles ist entschieden. Schreiben Sie bei Gelegenheit eine Datei für den anderen Computer.</translation>
    </message>
    <message>
        <source>Surname</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Date of infusion</source>
        <translation>Infusionsdatum</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>The entry</source>
        <translation>Der Eintrag</translation>
    </message>
    <message>
        <source>Grade by judgement</source>
        <translation>Grad nach Beurteilung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Works here</source>
        <translation>Arbeitet hier</translation>
    </message>
    <message>
        <source>Patient number</source>
        <translation>Patientennummer</translation>
    </message>
    <message>
        <source>Taken back, entered by mistake</source>
        <translation>Zurückgenommen, irrtümlich eingetragen</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Not given, or withdrawn</source>
        <translation>Nicht erteilt oder widerrufen</translation>
    </message>
</context>
<context>
    <name>Choosers</name>
    <message>
        <source>Import file</source>
        <translation>Datei einlesen</translation>
    </message>
    <message>
        <source>IAGO files</source>
        <translation>IAGO-Dateien</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Sicherung auswählen</translation>
    </message>
    <message>
        <source>IAGO backups</source>
        <translation>IAGO-Sicherungen</translation>
    </message>
    <message>
        <source>Choose an update file</source>
        <translation>Updatedatei wählen</translation>
    </message>
    <message>
        <source>Update files</source>
        <translation>Updatedateien</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF sichern</translation>
    </message>
</context>
<context>
    <name>Clock</name>
    <message>
        <source>The computer clock shows {shows}. You typed {said}, and that is used. Set the clock right.</source>
        <translation>Die Uhr des Computers zeigt {shows}. Sie haben {said} eingegeben, das gilt jetzt. Stellen Sie die Uhr richtig.</translation>
    </message>
    <message>
        <source>The computer clock shows {shows}, before the registry&apos;s receipt of {known}. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers zeigt {shows}, vor der Quittung des Registers vom {known}. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock shows {shows}, before this program was made. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers zeigt {shows}, das war vor der Herstellung dieses Programms. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock shows {shows}, before the last entry of {known}. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers zeigt {shows}, vor dem letzten Eintrag vom {known}. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock was set back to {shows}. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers wurde auf {shows} zurückgestellt. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock is {days} days ahead of the registry&apos;s. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers geht der des Registers um {days} Tage voraus. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock was {days} days ahead when today&apos;s date was typed last. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers ging {days} Tage vor, als zuletzt das Datum eingegeben wurde. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock was {days} days behind when today&apos;s date was typed last. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers ging {days} Tage nach, als zuletzt das Datum eingegeben wurde. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
    <message>
        <source>The computer clock shows {shows}, long after everything known here, last of {known}. Dates of care are not affected. Signing waits for today&apos;s date.</source>
        <translation>Die Uhr des Computers zeigt {shows}, lange nach allem hier Bekannten, zuletzt vom {known}. Behandlungsdaten sind nicht betroffen. Das Signieren wartet auf das heutige Datum.</translation>
    </message>
</context>
<context>
    <name>CodeSearch</name>
    <message>
        <source>“{words}” as free text</source>
        <translation>„{words}“ als Freitext</translation>
    </message>
    <message>
        <source>will be coded later</source>
        <translation>wird später kodiert</translation>
    </message>
    <message>
        <source>used {times}×</source>
        <translation>{times}× verwendet</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Text size {size} %. Lock and unlock (Ctrl+L) to see it.</source>
        <translation>Textgröße {size} %. Sichtbar nach Sperren und Entsperren (Strg+L).</translation>
    </message>
</context>
<context>
    <name>Completeness</name>
    <message>
        <source>{open} open · {confirm} to confirm</source>
        <translation>{open} offen · {confirm} zu prüfen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>{answered} of {asked}</source>
        <translation>{answered} von {asked}</translation>
    </message>
</context>
<context>
    <name>ConsentSheet</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>Einwilligung erteilt</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>As on the paper</source>
        <translation>Wie auf dem Papier</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Keep it, add nothing</source>
        <translation>Behalten, nichts hinzufügen</translation>
    </message>
    <message>
        <source>At the registry</source>
        <translation>Beim Register</translation>
    </message>
    <message>
        <source>As the patient declared</source>
        <translation>Wie erklärt wurde</translation>
    </message>
    <message>
        <source>No more records of this patient leave.</source>
        <translation>Von dieser Person geht nichts mehr hinaus.</translation>
    </message>
    <message>
        <source>This patient withdrew. With a yes the patient gets a new pseudonym, and every entry is signed again before it leaves.</source>
        <translation>Diese Person hat widerrufen. Mit einem Ja bekommt sie ein neues Pseudonym, und jeder Eintrag wird neu signiert, bevor er hinausgeht.</translation>
    </message>
    <message>
        <source>The documentation of the practice stays here, as the law demands; nothing of it leaves.</source>
        <translation>Die Dokumentation der Praxis bleibt hier, wie es das Gesetz verlangt; nichts davon geht hinaus.</translation>
    </message>
    <message>
        <source>The pseudonym is given up when the registry has confirmed the deletion.</source>
        <translation>Das Pseudonym wird aufgegeben, sobald das Register die Löschung bestätigt hat.</translation>
    </message>
    <message>
        <source>What is to happen at the registry is missing.</source>
        <translation>Es fehlt, was beim Register geschehen soll.</translation>
    </message>
    <message>
        <source>Save consent</source>
        <translation>Einwilligung sichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Consent for the registry</source>
        <translation>Einwilligung für das Register</translation>
    </message>
    <message>
        <source>The next bundle tells the registry. It erases every entry of this pseudonym and confirms it in its receipt. Its sealed copies of bundles are gone after 90 days.</source>
        <translation>Das nächste Bündel sagt es dem Register. Es löscht alle Einträge dieses Pseudonyms und bestätigt das in seiner Quittung. Seine versiegelten Kopien der Bündel sind nach 90 Tagen weg.</translation>
    </message>
    <message>
        <source>The next bundle tells the registry. What it has stays there; it takes nothing more.</source>
        <translation>Das nächste Bündel sagt es dem Register. Was es hat, bleibt dort; es nimmt nichts mehr an.</translation>
    </message>
    <message>
        <source>Choose what the patient declared.</source>
        <translation>Wählen Sie, was erklärt wurde.</translation>
    </message>
    <message>
        <source>Yes or No is missing.</source>
        <translation>Ja oder Nein fehlt.</translation>
    </message>
</context>
<context>
    <name>CorrectSheet</name>
    <message>
        <source>Correct master data</source>
        <translation>Stammdaten korrigieren</translation>
    </message>
    <message>
        <source>What stood before is kept in the change log.</source>
        <translation>Was vorher dort stand, bleibt in den Änderungen erhalten.</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>F</source>
        <comment>keys of female</comment>
        <translation>w</translation>
    </message>
    <message>
        <source>M</source>
        <comment>keys of male</comment>
        <translation>m</translation>
    </message>
    <message>
        <source>D</source>
        <comment>keys of diverse</comment>
        <translation>d</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>Indikation</translation>
    </message>
    <message>
        <source>Treatment centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Stays in the practice</source>
        <translation>Bleibt in der Praxis</translation>
    </message>
    <message>
        <source>Master data corrected.</source>
        <translation>Stammdaten korrigiert.</translation>
    </message>
</context>
<context>
    <name>Course</name>
    <message>
        <source>Course after infusion</source>
        <translation>Verlauf nach Infusion</translation>
    </message>
    <message>
        <source>early 0–30</source>
        <translation>früh 0–30</translation>
    </message>
    <message>
        <source>late &gt;100</source>
        <translation>spät &gt;100</translation>
    </message>
    <message>
        <source>month after infusion</source>
        <translation>Monat nach Inf.</translation>
    </message>
    <message>
        <source>day after infusion</source>
        <translation>Tag nach Infusion</translation>
    </message>
    <message>
        <source>died {day}</source>
        <translation>verstorben {day}</translation>
    </message>
    <message>
        <source>today {day}</source>
        <translation>heute {day}</translation>
    </message>
    <message>
        <source>Infections</source>
        <translation>Infektionen</translation>
    </message>
    <message>
        <source>Other toxicities</source>
        <translation>Andere Toxizitäten</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Visiten</translation>
    </message>
    <message>
        <source>Prophylaxis</source>
        <translation>Prophylaxe</translation>
    </message>
    <message>
        <source>Other drugs</source>
        <translation>Medikamente</translation>
    </message>
    <message>
        <source>Neutrophils</source>
        <translation>Neutrophile</translation>
    </message>
    <message>
        <source>Platelets</source>
        <translation>Thrombozyten</translation>
    </message>
    <message>
        <source>day {first} to {last}</source>
        <translation>Tag {first} bis {last}</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
    <message>
        <source>IVIG</source>
        <translation>IVIG</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
    <message>
        <source>at least grade {grade}</source>
        <translation>mindestens Grad {grade}</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>kein Grad</translation>
    </message>
    <message>
        <source>day not known</source>
        <translation>Tag nicht bekannt</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>until day {day}</source>
        <translation>bis Tag {day}</translation>
    </message>
    <message>
        <source>infused again {day}</source>
        <translation>erneut infundiert {day}</translation>
    </message>
    <message>
        <source>progression {day}</source>
        <translation>Progress {day}</translation>
    </message>
    <message>
        <source>next therapy {day}</source>
        <translation>Folgetherapie {day}</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>IVIG {dose}</source>
        <translation>IVIG {dose}</translation>
    </message>
</context>
<context>
    <name>CourseModel</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Grade, value</source>
        <translation>Grad, Wert</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
</context>
<context>
    <name>CourseTab</name>
    <message>
        <source>Course as a table</source>
        <translation>Verlauf als Tabelle</translation>
    </message>
    <message>
        <source>Nothing to draw yet: no entry has a day.</source>
        <translation>Noch nichts zu zeichnen: Kein Eintrag hat einen Tag.</translation>
    </message>
    <message>
        <source>Without a day, only in the table: {count}.</source>
        <translation>Ohne Tag, nur in der Tabelle: {count}.</translation>
    </message>
</context>
<context>
    <name>CrashPage</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>Etwas Unerwartetes ist passiert</translation>
    </message>
    <message>
        <source>What was saved is safe. Go on, and look at the last entry once more.</source>
        <translation>Gespeichertes ist sicher. Machen Sie weiter, und prüfen Sie den letzten Eintrag.</translation>
    </message>
    <message>
        <source>Places in the program were noted, nothing of patients: {log}</source>
        <translation>Notiert sind Stellen im Programm, nichts von Patienten: {log}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
</context>
<context>
    <name>CutOff</name>
    <message>
        <source>IAGO Desktop ended without being closed. You were at “{field}” in {form} of {name}, saved {time}. Go on?</source>
        <translation>IAGO Desktop endete, ohne geschlossen zu werden. Sie waren bei „{field}“ in {form} von {name}, gespeichert {time}. Weitermachen?</translation>
    </message>
</context>
<context>
    <name>DamagedPage</name>
    <message>
        <source>Write a rescue file</source>
        <translation>Rettungsdatei schreiben</translation>
    </message>
    <message>
        <source>Go on with the rescued data</source>
        <translation>Mit den geretteten Daten weiterarbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Restore a backup …</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>The database is damaged</source>
        <translation>Die Datenbank ist beschädigt</translation>
    </message>
    <message>
        <source>What can still be read is written into a new encrypted database beside it. The damaged one is only read and is kept. You see what was found before anything takes its place.</source>
        <translation>Was sich noch lesen lässt, wird in eine neue verschlüsselte Datenbank daneben geschrieben. Die beschädigte wird nur gelesen und bleibt erhalten. Sie sehen, was gefunden wurde, bevor etwas an ihre Stelle tritt.</translation>
    </message>
    <message>
        <source>This could be read:</source>
        <translation>Das ließ sich lesen:</translation>
    </message>
    <message>
        <source>Reading the tables …</source>
        <translation>Die Tabellen werden gelesen …</translation>
    </message>
    <message>
        <source>Reading the tables … {done} %</source>
        <translation>Die Tabellen werden gelesen … {done} %</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Putting the rescued data in place …</source>
        <translation>Die geretteten Daten werden eingesetzt …</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Infusions</source>
        <translation>Infusionen</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>People of the practice</source>
        <translation>Personen der Praxis</translation>
    </message>
    <message>
        <source>{there} of {known}</source>
        <translation>{there} von {known}</translation>
    </message>
    <message>
        <source>1 of them was put back from its history.</source>
        <translation>1 davon wurde aus der Änderungsgeschichte wiederhergestellt.</translation>
    </message>
    <message>
        <source>{n} of them were put back from their history.</source>
        <translation>{n} davon wurden aus der Änderungsgeschichte wiederhergestellt.</translation>
    </message>
    <message>
        <source>{lost} of {entries} changes in the history could not be read (no. {numbers}). The history says so from now on.</source>
        <translation>{lost} von {entries} Änderungen der Geschichte ließen sich nicht lesen (Nr. {numbers}). Die Änderungsgeschichte sagt das von nun an.</translation>
    </message>
    <message>
        <source>1 entry does not follow from the history; it is marked and does not leave.</source>
        <translation>1 Eintrag folgt nicht aus der Änderungsgeschichte; er ist markiert und wird nicht übermittelt.</translation>
    </message>
    <message>
        <source>{n} entries do not follow from the history; they are marked and do not leave.</source>
        <translation>{n} Einträge folgen nicht aus der Änderungsgeschichte; sie sind markiert und werden nicht übermittelt.</translation>
    </message>
    <message>
        <source>Drafts were lost in part: what was not finished has to be typed again.</source>
        <translation>Entwürfe gingen teilweise verloren: Was nicht fertig war, muss erneut eingegeben werden.</translation>
    </message>
    <message>
        <source>The history that is left does not hold. Restore a backup if there is one.</source>
        <translation>Die verbliebene Änderungsgeschichte ist nicht stimmig. Stellen Sie eine Sicherung wieder her, wenn es eine gibt.</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>day, d14</source>
        <translation>Tag, d14</translation>
    </message>
</context>
<context>
    <name>DayBlock</name>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
</context>
<context>
    <name>DayPill</name>
    <message>
        <source>no day</source>
        <translation>kein Tag</translation>
    </message>
    <message>
        <source>window open: 0–30 or &gt;30</source>
        <translation>Fenster offen: 0–30 oder &gt;30</translation>
    </message>
    <message>
        <source>window open: before infusion or 0–30</source>
        <translation>Fenster offen: vor der Infusion oder 0–30</translation>
    </message>
</context>
<context>
    <name>DesksSettings</name>
    <message>
        <source>A second computer …</source>
        <translation>Ein zweiter Computer …</translation>
    </message>
    <message>
        <source>Write a file for the other computer …</source>
        <translation>Datei für den anderen Computer schreiben …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Computers of this practice</source>
        <translation>Computer dieser Praxis</translation>
    </message>
    <message>
        <source>Your account may not do this. Somebody who manages the practice can.</source>
        <translation>Ihr Konto darf das nicht. Wer die Praxis verwaltet, kann es.</translation>
    </message>
    <message>
        <source>1 choice waits</source>
        <translation>1 Entscheidung wartet</translation>
    </message>
    <message>
        <source>{count} choices wait</source>
        <translation>{count} Entscheidungen warten</translation>
    </message>
    <message>
        <source>This practice works on one computer. A second one begins with a copy of everything; what is written on each reaches the other by files, on a stick or through a shared folder.</source>
        <translation>Diese Praxis arbeitet an einem Computer. Ein zweiter beginnt mit einer Kopie von allem; was an jedem geschrieben wird, erreicht den anderen über Dateien, auf einem Stick oder in einem gemeinsamen Ordner.</translation>
    </message>
    <message>
        <source>This is computer {letter}. Bundles for the registry are made here.</source>
        <translation>Dies ist Computer {letter}. Bündel für das Register werden hier erstellt.</translation>
    </message>
    <message>
        <source>This is computer {letter}. Bundles for the registry are made on computer {first}.</source>
        <translation>Dies ist Computer {letter}. Bündel für das Register werden am Computer {first} erstellt.</translation>
    </message>
    <message>
        <source>Computer {letter}</source>
        <translation>Computer {letter}</translation>
    </message>
    <message>
        <source>last file from it {day}</source>
        <translation>letzte Datei von dort {day}</translation>
    </message>
    <message>
        <source>last file for it {day}</source>
        <translation>letzte Datei für dort {day}</translation>
    </message>
    <message>
        <source>no files yet</source>
        <translation>noch keine Dateien</translation>
    </message>
    <message>
        <source>no file from it yet</source>
        <translation>noch keine Datei von dort</translation>
    </message>
    <message>
        <source>has the same</source>
        <translation>hat dasselbe</translation>
    </message>
    <message>
        <source>not the same yet</source>
        <translation>noch nicht dasselbe</translation>
    </message>
    <message>
        <source>The copy is being written and read back: {done} %</source>
        <translation>Die Kopie wird geschrieben und zurückgelesen: {done} %</translation>
    </message>
    <message>
        <source>{file} is on the carrier. Install IAGO Desktop on the other computer, choose “From a backup or another computer” at its first start, then this file and your password. It is computer {letter} then.</source>
        <translation>{file} liegt auf dem Datenträger. Installieren Sie IAGO Desktop am anderen Computer, wählen Sie beim ersten Start „Sicherung oder Umzug einlesen“, dann diese Datei und Ihr Passwort. Er ist dann Computer {letter}.</translation>
    </message>
    <message>
        <source>The file is being written and read back.</source>
        <translation>Die Datei wird geschrieben und zurückgelesen.</translation>
    </message>
    <message>
        <source>{file} is written and read back. Import it on the other computer with Ctrl+I.</source>
        <translation>{file} ist geschrieben und zurückgelesen. Importieren Sie sie am anderen Computer mit Strg+I.</translation>
    </message>
</context>
<context>
    <name>DraftsPage</name>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>No drafts. What you begin waits here until it is signed.</source>
        <translation>Keine Entwürfe. Was Sie beginnen, wartet hier, bis es signiert ist.</translation>
    </message>
    <message>
        <source>select</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>open at the first gap</source>
        <translation>an der ersten Lücke öffnen</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>Delete draft</source>
        <translation>Entwurf löschen</translation>
    </message>
    <message>
        <source>Draft deleted: {form}</source>
        <translation>Entwurf gelöscht: {form}</translation>
    </message>
</context>
<context>
    <name>EnrolmentTab</name>
    <message>
        <source>Group 6, from the letter</source>
        <translation>Gruppe 6, aus dem Brief</translation>
    </message>
    <message>
        <source>{registry} is trusted.</source>
        <translation>{registry} ist anerkannt.</translation>
    </message>
    <message>
        <source>Nothing has been trusted. Call the registry on a number that you already know.</source>
        <translation>Nichts wurde anerkannt. Rufen Sie das Register unter einer bekannten Nummer an.</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} ist geschrieben.</translation>
    </message>
    <message>
        <source>The registry&apos;s card</source>
        <translation>Karte des Registers</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>anerkannt</translation>
    </message>
    <message>
        <source>Compare the number</source>
        <translation>Nummer vergleichen</translation>
    </message>
    <message>
        <source>not trusted yet</source>
        <translation>noch nicht anerkannt</translation>
    </message>
    <message>
        <source>The letter proves the file. Compare groups 1 to 5, then type group 6.</source>
        <translation>Der Brief bestätigt die Datei. Vergleichen Sie die Gruppen 1 bis 5, dann tippen Sie Gruppe 6.</translation>
    </message>
    <message>
        <source>Numbers differ</source>
        <translation>Nummern verschieden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>The registry sends its card as a file, and its number in a letter.</source>
        <translation>Das Register schickt die Karte als Datei und ihre Nummer im Brief.</translation>
    </message>
    <message>
        <source>Import the card</source>
        <translation>Karte einlesen</translation>
    </message>
    <message>
        <source>{id} · valid until {day} · {threshold} of {roots} root keys</source>
        <translation>{id} · gültig bis {day} · {threshold} von {roots} Wurzelschlüsseln</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>Request of this practice</source>
        <translation>Antrag dieser Praxis</translation>
    </message>
    <message>
        <source>The request asks the registry for a centre code and a certificate.</source>
        <translation>Der Antrag erbittet vom Register Zentrumscode und Zertifikat.</translation>
    </message>
    <message>
        <source>The registry calls. Read this number out to the end.</source>
        <translation>Das Register ruft an. Lesen Sie diese Nummer ganz vor.</translation>
    </message>
    <message>
        <source>Write the request again</source>
        <translation>Antrag erneut schreiben</translation>
    </message>
    <message>
        <source>Write the request</source>
        <translation>Antrag schreiben</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>It brings the centre code. Until then everything works but Export.</source>
        <translation>Es bringt den Zentrumscode. Bis dahin geht alles außer Exportieren.</translation>
    </message>
    <message>
        <source>Import the certificate</source>
        <translation>Zertifikat einlesen</translation>
    </message>
    <message>
        <source>in place</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>Centre code</source>
        <translation>Zentrumscode</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Gültig bis {day}</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
</context>
<context>
    <name>EntriesTab</name>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Nothing recorded yet. Ctrl+2 records an infection.</source>
        <translation>Noch nichts erfasst. Strg+2 erfasst eine Infektion.</translation>
    </message>
    <message>
        <source>Filter by event, day, status</source>
        <translation>Filtern nach Ereignis, Tag, Status</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
    <message>
        <source>at least grade {grade}</source>
        <translation>mindestens Grad {grade}</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>kein Grad</translation>
    </message>
    <message>
        <source>Judgement: {about}</source>
        <translation>Urteil: {about}</translation>
    </message>
    <message>
        <source>early 0–30</source>
        <translation>früh 0–30</translation>
    </message>
    <message>
        <source>late &gt;100</source>
        <translation>spät &gt;100</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>nicht signiert</translation>
    </message>
    <message>
        <source>graded again</source>
        <translation>neu eingestuft</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
</context>
<context>
    <name>EntrySheet</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Change log</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Infused</source>
        <translation>Infusion</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Fassung</translation>
    </message>
    <message>
        <source>Signed on {day} by {person}</source>
        <translation>Signiert am {day} von {person}</translation>
    </message>
    <message>
        <source>Taken back on {day}</source>
        <translation>Zurückgenommen am {day}</translation>
    </message>
    <message>
        <source>Saved on {day}, not signed</source>
        <translation>Gesichert am {day}, nicht signiert</translation>
    </message>
    <message>
        <source>Taken back, no longer valid</source>
        <translation>Zurückgenommen, gilt nicht mehr</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Signiert</translation>
    </message>
    <message>
        <source>Graded again</source>
        <translation>Neu eingestuft</translation>
    </message>
    <message>
        <source>Infusion date corrected</source>
        <translation>Infusionsdatum korrigiert</translation>
    </message>
    <message>
        <source>Moved here</source>
        <translation>Hierher verschoben</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Evidence</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>no date yet</source>
        <translation>noch kein Datum</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Drugs at onset and 30 days before</source>
        <translation>Mittel bei Beginn und 30 Tage davor</translation>
    </message>
    <message>
        <source>Laboratory values nearest to onset</source>
        <translation>Laborwerte nahe am Beginn</translation>
    </message>
    <message>
        <source>Other toxicities within 14 days</source>
        <translation>Andere Toxizitäten in 14 Tagen</translation>
    </message>
    <message>
        <source>none recorded</source>
        <translation>nichts erfasst</translation>
    </message>
    <message>
        <source>since day {day}</source>
        <translation>seit Tag {day}</translation>
    </message>
    <message>
        <source>to day {day}</source>
        <translation>bis Tag {day}</translation>
    </message>
    <message>
        <source>{value} · day {day}</source>
        <translation>{value} · Tag {day}</translation>
    </message>
</context>
<context>
    <name>ExchangeSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>File of computer {letter}</source>
        <translation>Datei von Computer {letter}</translation>
    </message>
    <message>
        <source>Choose now</source>
        <translation>Jetzt entscheiden</translation>
    </message>
    <message>
        <source>This file was taken over before. Nothing has changed.</source>
        <translation>Diese Datei wurde schon übernommen. Es hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>changes taken over</source>
        <translation>Änderungen übernommen</translation>
    </message>
    <message>
        <source>changed on both computers, joined</source>
        <translation>an beiden Computern geändert, zusammengeführt</translation>
    </message>
    <message>
        <source>changed differently: a choice waits</source>
        <translation>verschieden geändert: eine Entscheidung wartet</translation>
    </message>
    <message>
        <source>wait for a correction that is open here</source>
        <translation>warten auf eine Korrektur, die hier offen ist</translation>
    </message>
    <message>
        <source>a patient</source>
        <translation>eine Patientin oder ein Patient</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>{name} may be here twice. Compare both before anything is entered.</source>
        <translation>{name} ist vielleicht zweimal hier. Vergleichen Sie beide, bevor etwas eingetragen wird.</translation>
    </message>
    <message>
        <source>{name} was removed on the other computer and can still unlock this one.</source>
        <translation>{name} wurde am anderen Computer entfernt und kann diesen noch entsperren.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Both computers have the same</source>
        <translation>Beide Computer haben dasselbe</translation>
    </message>
    <message>
        <source>The other one does not have everything yet</source>
        <translation>Der andere hat noch nicht alles</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Other folder</source>
        <translation>Anderer Ordner</translation>
    </message>
    <message>
        <source>Show the lines</source>
        <translation>Zeilen zeigen</translation>
    </message>
    <message>
        <source>Why they leave all the same</source>
        <translation>Warum sie trotzdem hinausgehen</translation>
    </message>
    <message>
        <source>Kept in the audit</source>
        <translation>Steht im Protokoll</translation>
    </message>
    <message>
        <source>Export for the registry</source>
        <translation>Export ans Register</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>Geht hinaus</translation>
    </message>
    <message>
        <source>Stays here</source>
        <translation>Bleibt hier</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} Einträge</translation>
    </message>
    <message>
        <source>of 1 patient</source>
        <translation>von 1 Patient</translation>
    </message>
    <message>
        <source>of {count} patients</source>
        <translation>von {count} Patienten</translation>
    </message>
    <message>
        <source>{count} lines in all, with treatment and consent</source>
        <translation>{count} Zeilen insgesamt, mit Behandlung und Einwilligung</translation>
    </message>
    <message>
        <source>Bundle {number}, made before and not saved yet</source>
        <translation>Bündel {number}, früher erstellt und noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Names and birth dates</source>
        <translation>Namen und Geburtsdaten</translation>
    </message>
    <message>
        <source>Calendar dates: only days after the infusion go</source>
        <translation>Kalenderdaten: nur Tage nach der Infusion gehen hinaus</translation>
    </message>
    <message>
        <source>1 draft stays here</source>
        <translation>1 Entwurf bleibt hier</translation>
    </message>
    <message>
        <source>{count} drafts stay here</source>
        <translation>{count} Entwürfe bleiben hier</translation>
    </message>
    <message>
        <source>1 record is not signed</source>
        <translation>1 Eintrag ist nicht signiert</translation>
    </message>
    <message>
        <source>{count} records are not signed</source>
        <translation>{count} Einträge sind nicht signiert</translation>
    </message>
    <message>
        <source>1 patient without consent</source>
        <translation>1 Patient ohne Einwilligung</translation>
    </message>
    <message>
        <source>{count} patients without consent</source>
        <translation>{count} Patienten ohne Einwilligung</translation>
    </message>
    <message>
        <source>1 patient who withdrew</source>
        <translation>1 Person, die widerrufen hat</translation>
    </message>
    <message>
        <source>{count} patients who withdrew</source>
        <translation>{count} Personen, die widerrufen haben</translation>
    </message>
    <message>
        <source>No stick found. Choose a folder.</source>
        <translation>Kein Stick gefunden. Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Write bundle</source>
        <translation>Bündel schreiben</translation>
    </message>
    <message>
        <source>Send all the same</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Choose folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Hide the lines</source>
        <translation>Zeilen verbergen</translation>
    </message>
    <message>
        <source>1 text may say who the patient is.</source>
        <translation>1 Text könnte verraten, um wen es geht.</translation>
    </message>
    <message>
        <source>{count} texts may say who the patient is.</source>
        <translation>{count} Texte könnten verraten, um wen es geht.</translation>
    </message>
    <message>
        <source>Writing and reading back</source>
        <translation>Wird geschrieben und geprüft</translation>
    </message>
    <message>
        <source>Look at the marked texts. To send them, say why.</source>
        <translation>Sehen Sie die markierten Texte an. Um sie zu senden, nennen Sie den Grund.</translation>
    </message>
    <message>
        <source>Verified by reading back. You may remove the stick.</source>
        <translation>Durch Zurücklesen geprüft. Sie können den Stick abziehen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>EyeButton</name>
    <message>
        <source>Show password</source>
        <translation>Passwort zeigen</translation>
    </message>
</context>
<context>
    <name>Filtered</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>{found} of {total}</source>
        <translation>{found} von {total}</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>For whom?</source>
        <translation>Für wen?</translation>
    </message>
    <message>
        <source>Check an update file …</source>
        <translation>Updatedatei prüfen …</translation>
    </message>
    <message>
        <source>Day {day} in the course</source>
        <translation>Tag {day} im Verlauf</translation>
    </message>
</context>
<context>
    <name>FingerprintStep</name>
    <message>
        <source>Group 6, from the letter</source>
        <translation>Gruppe 6, aus dem Brief</translation>
    </message>
    <message>
        <source>Nothing has been trusted. Call the registry on a number you already know, and read out the groups that differ.</source>
        <translation>Nichts wurde anerkannt. Rufen Sie das Register unter einer bekannten Nummer an. Lesen Sie die abweichenden Gruppen vor.</translation>
    </message>
    <message>
        <source>Numbers differ</source>
        <translation>Nummern verschieden</translation>
    </message>
    <message>
        <source>Do it later</source>
        <translation>Später erledigen</translation>
    </message>
    <message>
        <source>Call the registry and have the six groups read out. Use a number you already know.</source>
        <translation>Rufen Sie das Register unter einer bekannten Nummer an. Lassen Sie sich die sechs Gruppen vorlesen.</translation>
    </message>
    <message>
        <source>Check the fingerprint</source>
        <translation>Fingerabdruck prüfen</translation>
    </message>
    <message>
        <source>The file says it comes from the registry. The letter proves it. Compare groups 1 to 5, then type group 6 from the letter.</source>
        <translation>Die Datei gibt sich als die des Registers aus. Der Brief beweist es. Vergleichen Sie die Gruppen 1 bis 5. Tippen Sie dann Gruppe 6 aus dem Brief.</translation>
    </message>
    <message>
        <source>No letter at hand?</source>
        <translation>Kein Brief zur Hand?</translation>
    </message>
    <message>
        <source>Printed here in the letter</source>
        <translation>Im Brief hier gedruckt</translation>
    </message>
    <message>
        <source>Digits still to type: {count}. The check runs by itself.</source>
        <translation>Noch zu tippende Ziffern: {count}. Geprüft wird von selbst.</translation>
    </message>
    <message>
        <source>The numbers agree. This registry is trusted from now on.</source>
        <translation>Die Nummern stimmen überein. Dieses Register ist ab jetzt anerkannt.</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Stopped: the numbers differ.</source>
        <translation>Angehalten: Die Nummern sind verschieden.</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Practise with invented patients</source>
        <translation>Mit erfundenen Patienten üben</translation>
    </message>
    <message>
        <source>From a backup or another computer</source>
        <translation>Sicherung oder Umzug einlesen</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Keys are being made. This takes a moment on purpose.</source>
        <translation>Schlüssel werden erzeugt. Das dauert absichtlich einen Moment.</translation>
    </message>
    <message>
        <source>The encrypted database is being made.</source>
        <translation>Die verschlüsselte Datenbank wird angelegt.</translation>
    </message>
    <message>
        <source>set</source>
        <translation>festgelegt</translation>
    </message>
    <message>
        <source>written down, confirmed</source>
        <translation>notiert, bestätigt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>eingelesen</translation>
    </message>
</context>
<context>
    <name>FlowHead</name>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
</context>
<context>
    <name>FlowModel</name>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>FlowTable</name>
    <message>
        <source>Laboratory values</source>
        <translation>Laborwerte</translation>
    </message>
</context>
<context>
    <name>ForgottenView</name>
    <message>
        <source>Use the recovery sheet</source>
        <translation>Notfallblatt verwenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Nobody can look up or reset your password. But somebody who manages can remove you under Settings, People, and add you again with a new password. What you signed stays signed; your recovery sheet becomes void.</source>
        <translation>Niemand kann Ihr Passwort nachsehen oder zurücksetzen. Wer verwaltet, kann Sie aber unter Optionen, Personen entfernen und mit einem neuen Passwort wieder hinzufügen. Was Sie signiert haben, bleibt signiert; Ihr Notfallblatt wird ungültig.</translation>
    </message>
    <message>
        <source>Nobody else can unlock this practice, so this way is closed here.</source>
        <translation>Niemand sonst kann diese Praxis entsperren, deshalb gibt es diesen Weg hier nicht.</translation>
    </message>
    <message>
        <source>Nobody can reset your password, not even the registry.</source>
        <translation>Niemand kann Ihr Passwort zurücksetzen, auch das Register nicht.</translation>
    </message>
    <message>
        <source>Type its six groups and choose a new password. Nothing is lost.</source>
        <translation>Geben Sie die sechs Gruppen ein und wählen Sie ein neues Passwort. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Then nobody can read this data any more, and no backup helps, because it needs the same keys. Lost are drafts, names and what was never sent. What the registry confirmed is there. Keep the folder: the sheet may turn up.</source>
        <translation>Dann kann niemand mehr diese Daten lesen, und keine Sicherung hilft, denn sie braucht dieselben Schlüssel. Verloren sind Entwürfe, Namen und was nie gesendet wurde. Was das Register bestätigt hat, ist dort. Behalten Sie den Ordner: Vielleicht findet sich das Blatt.</translation>
    </message>
    <message>
        <source>Forgot your password?</source>
        <translation>Passwort vergessen?</translation>
    </message>
    <message>
        <source>You have your recovery sheet</source>
        <translation>Sie haben Ihr Notfallblatt</translation>
    </message>
    <message>
        <source>A colleague can unlock</source>
        <translation>Jemand anderes kann entsperren</translation>
    </message>
    <message>
        <source>Neither sheet nor colleague</source>
        <translation>Weder Blatt noch jemand anderes</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Follows from the other answers.</source>
        <translation>Ergibt sich aus den anderen Antworten.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Beibehalten</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Fits:</source>
        <translation>Passt:</translation>
    </message>
    <message>
        <source>No value: {reason}</source>
        <translation>Kein Wert: {reason}</translation>
    </message>
    <message>
        <source>Use {value}</source>
        <translation>{value} übernehmen</translation>
    </message>
</context>
<context>
    <name>FormFrame</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>nächstes Feld</translation>
    </message>
    <message>
        <source>next missing</source>
        <translation>nächste Lücke</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>explain field</source>
        <translation>Feld erklären</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>J</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>antworten</translation>
    </message>
    <message>
        <source>lab values</source>
        <translation>Laborwerte</translation>
    </message>
    <message>
        <source>{answered} of {asked} answered</source>
        <translation>{answered} von {asked} beantwortet</translation>
    </message>
    <message>
        <source>{answered} of {asked} answered · {confirm} to confirm</source>
        <translation>{answered} von {asked} beantwortet · {confirm} zu bestätigen</translation>
    </message>
</context>
<context>
    <name>FormHost</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Signed. It goes with the next bundle.</source>
        <translation>Signiert. Es geht mit dem nächsten Bündel.</translation>
    </message>
    <message>
        <source>Complete. It waits for a physician&apos;s signature.</source>
        <translation>Vollständig. Der Eintrag wartet auf die ärztliche Signatur.</translation>
    </message>
    <message>
        <source>Delete this draft</source>
        <translation>Diesen Entwurf löschen</translation>
    </message>
    <message>
        <source>Draft deleted.</source>
        <translation>Entwurf gelöscht.</translation>
    </message>
</context>
<context>
    <name>FormMenu</name>
    <message>
        <source>Visit</source>
        <translation>Visite</translation>
    </message>
    <message>
        <source>Infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>Inflammation</source>
        <translation>Entzündung</translation>
    </message>
    <message>
        <source>Blood and immune system</source>
        <translation>Blut und Immunsystem</translation>
    </message>
    <message>
        <source>Nervous system</source>
        <translation>Nervensystem</translation>
    </message>
    <message>
        <source>Organs</source>
        <translation>Organe</translation>
    </message>
    <message>
        <source>Second tumour</source>
        <translation>Zweittumor</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Drugs and products</source>
        <translation>Mittel und Präparate</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Save a copy …</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>Correction of an entry that nobody signed.</source>
        <translation>Korrektur eines Eintrags ohne Signatur.</translation>
    </message>
    <message>
        <source>Signed on {day} by {person}. The correction needs a new signature.</source>
        <translation>Signiert am {day} von {person}. Die Korrektur braucht eine neue Signatur.</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>geb. {date}</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
    <message>
        <source>infused {date}</source>
        <translation>Infusion {date}</translation>
    </message>
    <message>
        <source>infusion date not known</source>
        <translation>Infusionsdatum nicht bekannt</translation>
    </message>
    <message>
        <source>Hand over {form}</source>
        <translation>{form} zur Signatur</translation>
    </message>
    <message>
        <source>Sign {form}</source>
        <translation>{form} signieren</translation>
    </message>
    <message>
        <source>Draft not saved</source>
        <translation>Entwurf nicht gesichert</translation>
    </message>
    <message>
        <source>Draft saved {time}</source>
        <translation>Entwurf gesichert {time}</translation>
    </message>
    <message>
        <source>The copy is saved.</source>
        <translation>Die Kopie ist gespeichert.</translation>
    </message>
    <message>
        <source>Typing error</source>
        <translation>Tippfehler</translation>
    </message>
    <message>
        <source>New information</source>
        <translation>Neue Erkenntnis</translation>
    </message>
    <message>
        <source>Wrong event or patient</source>
        <translation>Falsches Ereignis oder falscher Patient</translation>
    </message>
    <message>
        <source>Answer to a question</source>
        <translation>Antwort auf eine Rückfrage</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Grund der Änderung</translation>
    </message>
</context>
<context>
    <name>FormSheet</name>
    <message>
        <source>Name or abbreviation</source>
        <translation>Name oder Abkürzung</translation>
    </message>
    <message>
        <source>No form has this name. “New or unexpected toxicity” takes everything else.</source>
        <translation>Kein Formular heißt so. „Neue oder unerwartete Toxizität“ nimmt alles andere auf.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Sign</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>Weiter: {step}</translation>
    </message>
    <message>
        <source>1 answer missing</source>
        <translation>1 Antwort fehlt</translation>
    </message>
    <message>
        <source>{count} answers missing</source>
        <translation>{count} Antworten fehlen</translation>
    </message>
    <message>
        <source>Clinical judgement</source>
        <translation>Klinisches Urteil</translation>
    </message>
    <message>
        <source>A finding that the form does not ask for</source>
        <translation>Ein Befund, den das Formular nicht erfragt</translation>
    </message>
    <message>
        <source>The discharge letter says otherwise</source>
        <translation>Der Arztbrief sagt etwas anderes</translation>
    </message>
    <message>
        <source>The rule is unclear here</source>
        <translation>Die Regel ist hier unklar</translation>
    </message>
    <message>
        <source>Why does the grade differ?</source>
        <translation>Warum weicht der Grad ab?</translation>
    </message>
    <message>
        <source>Which grade do you record?</source>
        <translation>Welchen Grad dokumentieren Sie?</translation>
    </message>
</context>
<context>
    <name>FormWalk</name>
    <message>
        <source>Nothing is missing.</source>
        <translation>Nichts fehlt.</translation>
    </message>
</context>
<context>
    <name>GoingBack</name>
    <message>
        <source>The older data are in place</source>
        <translation>Die älteren Daten stehen bereit</translation>
    </message>
    <message>
        <source>They stand as they were before the update of {day}. Close this program and start the version before; this one would update them again. The data of the newer version were put aside:</source>
        <translation>Sie sind so, wie sie vor dem Update vom {day} waren. Schließen Sie dieses Programm und starten Sie die Version davor; diese würde sie erneut aktualisieren. Die Daten der neueren Version liegen hier:</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>GradeCard</name>
    <message>
        <source>overridden</source>
        <translation>abweichend</translation>
    </message>
    <message>
        <source>Computed grade</source>
        <translation>Berechneter Grad</translation>
    </message>
    <message>
        <source>Rule that decided</source>
        <translation>Entscheidende Regel</translation>
    </message>
    <message>
        <source>Also graded by</source>
        <translation>Auch eingestuft nach</translation>
    </message>
    <message>
        <source>Worked out</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Noch offen</translation>
    </message>
    <message>
        <source>Checked, no effect</source>
        <translation>Geprüft, ohne Einfluss</translation>
    </message>
    <message>
        <source>Show rule table</source>
        <translation>Regeltabelle zeigen</translation>
    </message>
    <message>
        <source>Disagree …</source>
        <translation>Abweichen …</translation>
    </message>
    <message>
        <source>final</source>
        <translation>endgültig</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>vorläufig</translation>
    </message>
    <message>
        <source>Rule set {form} {version}</source>
        <translation>Regelwerk {form} {version}</translation>
    </message>
    <message>
        <source>in step {step}</source>
        <translation>im Schritt {step}</translation>
    </message>
    <message>
        <source>laboratory value</source>
        <translation>Laborwert</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
    <message>
        <source>No grade yet</source>
        <translation>Noch kein Grad</translation>
    </message>
    <message>
        <source>No grade</source>
        <translation>Kein Grad</translation>
    </message>
    <message>
        <source>May still change</source>
        <translation>Kann sich noch ändern</translation>
    </message>
    <message>
        <source>Not gradable from findings yet</source>
        <translation>Aus Befunden noch nicht einstufbar</translation>
    </message>
    <message>
        <source>No row of the table is met</source>
        <translation>Keine Zeile der Tabelle trifft zu</translation>
    </message>
    <message>
        <source>{field} missing, cannot change it</source>
        <translation>{field} fehlt, ändert aber nichts</translation>
    </message>
    <message>
        <source>At least grade {grade}</source>
        <translation>Mindestens Grad {grade}</translation>
    </message>
    <message>
        <source>{field} missing · {grades}</source>
        <translation>{field} fehlt · {grades}</translation>
    </message>
    <message>
        <source>{field} missing</source>
        <translation>{field} fehlt</translation>
    </message>
    <message>
        <source>No value: {field}</source>
        <translation>Kein Wert: {field}</translation>
    </message>
    <message>
        <source>{first} or {last}</source>
        <translation>{first} oder {last}</translation>
    </message>
</context>
<context>
    <name>GradeHead</name>
    <message>
        <source>Recorded grade {grade}</source>
        <translation>Eingetragener Grad {grade}</translation>
    </message>
    <message>
        <source>Computed: {grade}. Reason: {reason}</source>
        <translation>Berechnet: {grade}. Grund: {reason}</translation>
    </message>
</context>
<context>
    <name>GroupFields</name>
    <message>
        <source>Group {number}</source>
        <translation>Gruppe {number}</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Handbook</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Field guide</source>
        <translation>Feldführer</translation>
    </message>
    <message>
        <source>When to record</source>
        <translation>Wann dokumentieren</translation>
    </message>
    <message>
        <source>When not</source>
        <translation>Wann nicht</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>[V] publication read, [V2] secondary source, [K+] well known, [K?] uncertain, [P] proposed</source>
        <translation>[V] in der Publikation gelesen, [V2] Sekundärquelle, [K+] gut bekannt, [K?] unsicher, [P] Vorschlag</translation>
    </message>
    <message>
        <source>Grade by {system}</source>
        <translation>Grad nach {system}</translation>
    </message>
    <message>
        <source>By the rows of the term that is chosen.</source>
        <translation>Nach den Zeilen des gewählten Begriffs.</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Search in help and forms</source>
        <translation>Suchen in Hilfe und Formularen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>select</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>search</source>
        <translation>suchen</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
</context>
<context>
    <name>Identification</name>
    <message>
        <source>Onset window</source>
        <translation>Zeitfenster des Beginns</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Persistence</source>
        <translation>Persistenz</translation>
    </message>
    <message>
        <source>Earlier infection</source>
        <translation>Frühere Infektion</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>at least {days}, going on at day {until}</source>
        <translation>mindestens {days}, an Tag {until} anhaltend</translation>
    </message>
    <message>
        <source>still there {days} days after onset</source>
        <translation>{days} Tage nach Beginn noch da</translation>
    </message>
    <message>
        <source>no longer there after {days} days</source>
        <translation>nach {days} Tagen nicht mehr da</translation>
    </message>
    <message>
        <source>same infection as the one of {day}</source>
        <translation>dieselbe Infektion wie die von {day}</translation>
    </message>
    <message>
        <source>comes back after the one of {day}</source>
        <translation>kehrt nach der von {day} wieder</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Looking for files from the registry …</source>
        <translation>Suche nach Dateien vom Register …</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Other file …</source>
        <translation>Andere Datei …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import from the registry</source>
        <translation>Vom Register einlesen</translation>
    </message>
    <message>
        <source>There is nothing new for this practice on it.</source>
        <translation>Darauf ist nichts Neues für diese Praxis.</translation>
    </message>
    <message>
        <source>For this practice, not imported yet:</source>
        <translation>Für diese Praxis, noch nicht eingelesen:</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Resync after the restore; the next bundle is {number}</source>
        <translation>Abgleich nach der Wiederherstellung; das nächste Bündel ist {number}</translation>
    </message>
    <message>
        <source>Receipt for bundle {number}</source>
        <translation>Quittung für Bündel {number}</translation>
    </message>
    <message>
        <source>File {number} of another computer of the practice</source>
        <translation>Datei {number} eines anderen Computers der Praxis</translation>
    </message>
    <message>
        <source>Questions, file {number}</source>
        <translation>Rückfragen, Datei {number}</translation>
    </message>
</context>
<context>
    <name>IncomingTab</name>
    <message>
        <source>Incoming</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Nothing has come from the registry yet.</source>
        <translation>Vom Register kam noch nichts.</translation>
    </message>
    <message>
        <source>At the registry and no longer here, since the restore</source>
        <translation>Beim Register und seit der Wiederherstellung nicht mehr hier</translation>
    </message>
    <message>
        <source>Master data</source>
        <translation>Stammdaten</translation>
    </message>
    <message>
        <source>Infusion</source>
        <translation>Infusion</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Answer to the registry</source>
        <translation>Antwort an das Register</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Widerruf</translation>
    </message>
    <message>
        <source>older here</source>
        <translation>hier älter</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>nicht hier</translation>
    </message>
    <message>
        <source>{who}: {what}, bundle {number}, {state}</source>
        <translation>{who}: {what}, Bündel {number}, {state}</translation>
    </message>
</context>
<context>
    <name>InfusionSheet</name>
    <message>
        <source>Correct the infusion date</source>
        <translation>Infusionsdatum korrigieren</translation>
    </message>
    <message>
        <source>Dates in the calendar stay; the days counted from the infusion change.</source>
        <translation>Kalenderdaten bleiben; die Tage seit der Infusion ändern sich.</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Infusion date</source>
        <translation>Infusionsdatum</translation>
    </message>
    <message>
        <source>? if nobody knows it</source>
        <translation>? wenn niemand es kennt</translation>
    </message>
    <message>
        <source>Days stay as they are; from now on they have calendar dates.</source>
        <translation>Die Tage bleiben, wie sie sind; ab jetzt haben sie Kalenderdaten.</translation>
    </message>
    <message>
        <source>Days stay as they are and lose their calendar dates.</source>
        <translation>Die Tage bleiben, wie sie sind, und verlieren ihre Kalenderdaten.</translation>
    </message>
    <message>
        <source>One grade changes.</source>
        <translation>Ein Grad ändert sich.</translation>
    </message>
    <message>
        <source>{count} grades change.</source>
        <translation>{count} Grade ändern sich.</translation>
    </message>
    <message>
        <source>No grade changes.</source>
        <translation>Kein Grad ändert sich.</translation>
    </message>
    <message>
        <source>Ranges that were typed in days stay.</source>
        <translation>Bereiche, die in Tagen eingegeben wurden, bleiben.</translation>
    </message>
    <message>
        <source>No entry has a date yet.</source>
        <translation>Noch kein Eintrag hat ein Datum.</translation>
    </message>
    <message>
        <source>One date moves by {shift} days.</source>
        <translation>Ein Datum verschiebt sich um {shift} Tage.</translation>
    </message>
    <message>
        <source>{count} dates move by {shift} days.</source>
        <translation>{count} Daten verschieben sich um {shift} Tage.</translation>
    </message>
    <message>
        <source>Infusion date corrected.</source>
        <translation>Infusionsdatum korrigiert.</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>As in the source</source>
        <translation>Wie in der Quelle</translation>
    </message>
    <message>
        <source>Measured again</source>
        <translation>Erneut gemessen</translation>
    </message>
    <message>
        <source>Explained by treatment or disease</source>
        <translation>Durch Therapie oder Krankheit erklärt</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Kept: {reason}</source>
        <translation>Beibehalten: {reason}</translation>
    </message>
    <message>
        <source>Why is it right?</source>
        <translation>Warum stimmt das?</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Search or command</source>
        <translation>Suchen oder Befehl</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Measures over all patients</source>
        <translation>Auswertung über alle Patienten</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>Follow-up visit</source>
        <translation>Verlaufsvisite</translation>
    </message>
    <message>
        <source>New infection</source>
        <translation>Neue Infektion</translation>
    </message>
    <message>
        <source>Other toxicity</source>
        <translation>Andere Toxizität</translation>
    </message>
    <message>
        <source>Prophylaxis, IVIG, labs</source>
        <translation>Prophylaxe, IVIG, Labor</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Export for the registry</source>
        <translation>Export ans Register</translation>
    </message>
    <message>
        <source>Import file</source>
        <translation>Datei einlesen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Somebody else works here</source>
        <translation>Jemand anderes arbeitet hier</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Hide or show names</source>
        <translation>Namen verbergen oder zeigen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Text größer</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Text kleiner</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>first, last</source>
        <translation>erste, letzte</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Formulare</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>nächstes Feld</translation>
    </message>
    <message>
        <source>previous field</source>
        <translation>voriges Feld</translation>
    </message>
    <message>
        <source>next step; on the last, sign</source>
        <translation>nächster Schritt; im letzten signieren</translation>
    </message>
    <message>
        <source>save and close as draft</source>
        <translation>als Entwurf sichern und schließen</translation>
    </message>
    <message>
        <source>the four steps</source>
        <translation>die vier Schritte</translation>
    </message>
    <message>
        <source>next missing or amber field</source>
        <translation>nächste Lücke oder zu prüfendes Feld</translation>
    </message>
    <message>
        <source>why is there no value</source>
        <translation>warum liegt kein Wert vor</translation>
    </message>
    <message>
        <source>confirm the warning here</source>
        <translation>die Warnung hier bestätigen</translation>
    </message>
    <message>
        <source>lab values of a visit</source>
        <translation>Laborwerte einer Visite</translation>
    </message>
    <message>
        <source>explain this field</source>
        <translation>dieses Feld erklären</translation>
    </message>
    <message>
        <source>rule table</source>
        <translation>Regeltabelle</translation>
    </message>
    <message>
        <source>undo, redo</source>
        <translation>rückgängig, wiederholen</translation>
    </message>
    <message>
        <source>next area</source>
        <translation>nächster Bereich</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>yes, no, unknown, and move on</source>
        <translation>ja, nein, unbekannt, und weiter</translation>
    </message>
    <message>
        <source>choose or toggle</source>
        <translation>wählen oder umschalten</translation>
    </message>
    <message>
        <source>clear the answer</source>
        <translation>Antwort löschen</translation>
    </message>
    <message>
        <source>open list or calendar</source>
        <translation>Liste oder Kalender öffnen</translation>
    </message>
    <message>
        <source>date: one day</source>
        <translation>Datum: ein Tag</translation>
    </message>
    <message>
        <source>date: one month</source>
        <translation>Datum: ein Monat</translation>
    </message>
    <message>
        <source>Patient and entry</source>
        <translation>Patient und Eintrag</translation>
    </message>
    <message>
        <source>previous, next tab</source>
        <translation>voriger, nächster Reiter</translation>
    </message>
    <message>
        <source>previous, next patient</source>
        <translation>voriger, nächster Patient</translation>
    </message>
    <message>
        <source>course: move, zoom</source>
        <translation>Verlauf: bewegen, vergrößern</translation>
    </message>
    <message>
        <source>correct a signed entry</source>
        <translation>signierten Eintrag korrigieren</translation>
    </message>
    <message>
        <source>delete a draft</source>
        <translation>Entwurf löschen</translation>
    </message>
    <message>
        <source>print what is shown</source>
        <translation>drucken, was zu sehen ist</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild↑</translation>
    </message>
    <message>
        <source>PgDn</source>
        <translation>Bild↓</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>LabSheet</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Laboratory values</source>
        <translation>Laborwerte</translation>
    </message>
</context>
<context>
    <name>LabsCard</name>
    <message>
        <source>Labs around day {day}</source>
        <translation>Labor um Tag {day}</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
</context>
<context>
    <name>LabsTab</name>
    <message>
        <source>Today&apos;s values wait until somebody has typed today&apos;s date.</source>
        <translation>Die heutigen Werte warten, bis jemand das heutige Datum eingegeben hat.</translation>
    </message>
    <message>
        <source>Without an infusion date there is no day for today&apos;s values.</source>
        <translation>Ohne Infusionsdatum gibt es keinen Tag für heutige Werte.</translation>
    </message>
    <message>
        <source>Today&apos;s values are a draft. Ctrl+Enter signs them.</source>
        <translation>Die heutigen Werte sind ein Entwurf. Strg+Enter signiert sie.</translation>
    </message>
    <message>
        <source>Signed. It goes with the next bundle.</source>
        <translation>Signiert. Es geht mit dem nächsten Bündel.</translation>
    </message>
    <message>
        <source>Sign today&apos;s values</source>
        <translation>Heutige Werte signieren</translation>
    </message>
</context>
<context>
    <name>LastKnown</name>
    <message>
        <source>last known: {answer}</source>
        <translation>zuletzt: {answer}</translation>
    </message>
    <message>
        <source>given: {drugs}</source>
        <translation>gegeben: {drugs}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>seit {day}</translation>
    </message>
    <message>
        <source>last {day}</source>
        <translation>zuletzt {day}</translation>
    </message>
    <message>
        <source>last {day}, {drug}</source>
        <translation>zuletzt {day}, {drug}</translation>
    </message>
</context>
<context>
    <name>LeavingModel</name>
    <message>
        <source>Lines that leave</source>
        <translation>Zeilen, die hinausgehen</translation>
    </message>
    <message>
        <source>{form}, grade {grade}, day {day}</source>
        <translation>{form}, Grad {grade}, Tag {day}</translation>
    </message>
    <message>
        <source>{form}, grade {grade}</source>
        <translation>{form}, Grad {grade}</translation>
    </message>
    <message>
        <source>{form}, day {day}</source>
        <translation>{form}, Tag {day}</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Fassung {number}</translation>
    </message>
</context>
<context>
    <name>LeavingView</name>
    <message>
        <source>Lines that leave</source>
        <translation>Zeilen, die hinausgehen</translation>
    </message>
    <message>
        <source>Exact line</source>
        <translation>Genaue Zeile</translation>
    </message>
    <message>
        <source>{pid}. The name stays here; the line does not have it.</source>
        <translation>{pid}. Der Name bleibt hier; in der Zeile steht er nicht.</translation>
    </message>
    <message>
        <source>{value}. To be looked at: {words}</source>
        <translation>{value}. Anzusehen: {words}</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
</context>
<context>
    <name>LedgerModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Carried</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Quittung</translation>
    </message>
    <message>
        <source>not created</source>
        <translation>nicht erstellt</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} warten</translation>
    </message>
    <message>
        <source>on no carrier yet</source>
        <translation>noch nicht übergeben</translation>
    </message>
    <message>
        <source>waiting for receipt</source>
        <translation>wartet auf Quittung</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>How, why</source>
        <translation>Wie, warum</translation>
    </message>
</context>
<context>
    <name>MasterDataTab</name>
    <message>
        <source>Correct master data</source>
        <translation>Stammdaten korrigieren</translation>
    </message>
    <message>
        <source>Correct the infusion date</source>
        <translation>Infusionsdatum korrigieren</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>hidden (F12 shows it)</source>
        <translation>verborgen (F12 zeigt ihn)</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>Copy for the patient</source>
        <translation>Kopie für die Person</translation>
    </message>
    <message>
        <source>What is stored about the patient</source>
        <translation>Was über die Person gespeichert ist</translation>
    </message>
    <message>
        <source>A page to read and a JSON file, in a folder of your choice.</source>
        <translation>Eine lesbare Seite und eine JSON-Datei, in einem Ordner Ihrer Wahl.</translation>
    </message>
    <message>
        <source>Last corrected on {day} by {person}: {why}</source>
        <translation>Zuletzt korrigiert am {day} von {person}: {why}</translation>
    </message>
    <message>
        <source>Correct the date</source>
        <translation>Datum korrigieren</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Treatment {number}</source>
        <translation>Behandlung {number}</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>Behandlung</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>Indikation</translation>
    </message>
    <message>
        <source>Treatment centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Infusion date</source>
        <translation>Infusionsdatum</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Leaves as</source>
        <translation>Geht hinaus als</translation>
    </message>
    <message>
        <source>half-year and age at infusion</source>
        <translation>Halbjahr und Alter bei Infusion</translation>
    </message>
    <message>
        <source>Consent …</source>
        <translation>Einwilligung …</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>given</source>
        <translation>erteilt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Consent date</source>
        <translation>Datum der Einwilligung</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Widerruf</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>deletion confirmed by the registry</source>
        <translation>Löschung vom Register bestätigt</translation>
    </message>
    <message>
        <source>waits for the next bundle</source>
        <translation>wartet auf das nächste Bündel</translation>
    </message>
    <message>
        <source>sent with bundle {number}, not confirmed yet</source>
        <translation>gesendet mit Bündel {number}, noch nicht bestätigt</translation>
    </message>
    <message>
        <source>confirmed by the registry</source>
        <translation>vom Register bestätigt</translation>
    </message>
    <message>
        <source>{date} ({age} years)</source>
        <translation>{date} ({age} Jahre)</translation>
    </message>
</context>
<context>
    <name>MeasureModel</name>
    <message>
        <source>Per 100 patient-days</source>
        <translation>Je 100 Patiententage</translation>
    </message>
    <message>
        <source>Per patient-year</source>
        <translation>Je Patientenjahr</translation>
    </message>
    <message>
        <source>Toxicity</source>
        <translation>Toxizität</translation>
    </message>
    <message>
        <source>Patients affected</source>
        <translation>Betroffene Patienten</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Median onset</source>
        <translation>Beginn (Median)</translation>
    </message>
    <message>
        <source>Grade ≥ 3</source>
        <translation>Grad ≥ 3</translation>
    </message>
    <message>
        <source>Median duration</source>
        <translation>Dauer (Median)</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>Anhaltend</translation>
    </message>
    <message>
        <source>Cumulative</source>
        <translation>Kumulativ</translation>
    </message>
    <message>
        <source>1 recurrence</source>
        <translation>1 Rückfall</translation>
    </message>
    <message>
        <source>{count} recurrences</source>
        <translation>{count} Rückfälle</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>{count} no grade</source>
        <translation>{count} ohne Grad</translation>
    </message>
    <message>
        <source>{count} of {total} ended</source>
        <translation>{count} von {total} beendet</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>day {day}: {count} of {total}</source>
        <translation>Tag {day}: {count} von {total}</translation>
    </message>
</context>
<context>
    <name>MeasuresPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Windows cut after day</source>
        <translation>Fenster geteilt nach Tag</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>day {first} on</source>
        <translation>ab Tag {first}</translation>
    </message>
    <message>
        <source>day {first} to {last}</source>
        <translation>Tag {first} bis {last}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Reading: {done} of {total} treatments</source>
        <translation>Lesen: {done} von {total} Behandlungen</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Lesen …</translation>
    </message>
    <message>
        <source>Nothing is shown: not all records were read.</source>
        <translation>Es wird nichts gezeigt: Nicht alle Einträge wurden gelesen.</translation>
    </message>
    <message>
        <source>No event began in this window.</source>
        <translation>In diesem Fenster begann kein Ereignis.</translation>
    </message>
    <message>
        <source>Nobody was followed this far.</source>
        <translation>So weit wurde niemand nachbeobachtet.</translation>
    </message>
    <message>
        <source>N = {followed} followed in this window</source>
        <translation>N = {followed} in diesem Fenster nachbeobachtet</translation>
    </message>
    <message>
        <source>{count} without a contact after infusion</source>
        <translation>{count} ohne Kontakt nach der Infusion</translation>
    </message>
    <message>
        <source>Fewer than {few} patients: these numbers say little, and may point to a person.</source>
        <translation>Weniger als {few} Patienten: Diese Zahlen sagen wenig und können auf eine Person hinweisen.</translation>
    </message>
    <message>
        <source>95 % intervals: shares by Wilson, rates exact by Poisson. Cumulative: a first event from day 0 to the window&apos;s end, Aalen-Johansen, death competing. Duration: Kaplan-Meier. Counting ends at death, progression, next therapy, second infusion or last contact. Windows: {source}.</source>
        <translation>95-%-Intervalle: Anteile nach Wilson, Raten exakt nach Poisson. Kumulativ: ein erstes Ereignis von Tag 0 bis zum Ende des Fensters, Aalen-Johansen, Tod konkurrierend. Dauer: Kaplan-Meier. Gezählt wird bis Tod, Progression, Folgetherapie, zweiter Infusion oder letztem Kontakt. Fenster: {source}.</translation>
    </message>
</context>
<context>
    <name>Medication</name>
    <message>
        <source>Prophylaxis</source>
        <translation>Prophylaxe</translation>
    </message>
    <message>
        <source>Immunoglobulins</source>
        <translation>Immunglobuline</translation>
    </message>
    <message>
        <source>Steroids</source>
        <translation>Steroide</translation>
    </message>
    <message>
        <source>Other drugs</source>
        <translation>Medikamente</translation>
    </message>
</context>
<context>
    <name>MedicationLines</name>
    <message>
        <source>goes on</source>
        <translation>hält an</translation>
    </message>
</context>
<context>
    <name>MedicationModel</name>
    <message>
        <source>Use</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Dose</source>
        <translation>Dosis</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>nicht signiert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
</context>
<context>
    <name>MedicationTab</name>
    <message>
        <source>Medication</source>
        <translation>Medikation</translation>
    </message>
    <message>
        <source>No drugs recorded. Ctrl+4 records the first.</source>
        <translation>Keine Mittel erfasst. Strg+4 erfasst das erste.</translation>
    </message>
</context>
<context>
    <name>MessageLine</name>
    <message>
        <source>before: {value}</source>
        <translation>vorher: {value}</translation>
    </message>
</context>
<context>
    <name>MissingPanel</name>
    <message>
        <source>Why is there no value?</source>
        <translation>Warum fehlt der Wert?</translation>
    </message>
</context>
<context>
    <name>Month</name>
    <message>
        <source>Month before</source>
        <translation>Monat davor</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Monat danach</translation>
    </message>
    <message>
        <source>Days of the month</source>
        <translation>Tage des Monats</translation>
    </message>
</context>
<context>
    <name>MoveSheet</name>
    <message>
        <source>Move to another patient</source>
        <translation>Zu anderer Person verschieben</translation>
    </message>
    <message>
        <source>Here the entry is taken back; there it begins anew and waits for a signature.</source>
        <translation>Hier wird der Eintrag zurückgenommen; dort beginnt er neu und wartet auf eine Signatur.</translation>
    </message>
    <message>
        <source>Move entry</source>
        <translation>Eintrag verschieben</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Right patient</source>
        <translation>Richtige Person</translation>
    </message>
    <message>
        <source>Wrong: {patient}</source>
        <translation>Falsch: {patient}</translation>
    </message>
    <message>
        <source>Right: {patient}</source>
        <translation>Richtig: {patient}</translation>
    </message>
    <message>
        <source>infusion date not known</source>
        <translation>Infusionsdatum nicht bekannt</translation>
    </message>
    <message>
        <source>infusion {date}</source>
        <translation>Infusion {date}</translation>
    </message>
    <message>
        <source>One infusion date is not known: days stay as they are.</source>
        <translation>Ein Infusionsdatum ist nicht bekannt: Die Tage bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The registry has this entry; it hears of the move with the next bundle.</source>
        <translation>Das Register hat diesen Eintrag; mit dem nächsten Bündel erfährt es davon.</translation>
    </message>
    <message>
        <source>Later judgements move along.</source>
        <translation>Spätere Urteile wandern mit.</translation>
    </message>
    <message>
        <source>Nobody is found by that. Type a part of the name.</source>
        <translation>Niemand gefunden. Geben Sie einen Teil des Namens ein.</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
</context>
<context>
    <name>NewPatientPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>female</source>
        <translation>weiblich</translation>
    </message>
    <message>
        <source>male</source>
        <translation>männlich</translation>
    </message>
    <message>
        <source>diverse</source>
        <translation>divers</translation>
    </message>
    <message>
        <source>F</source>
        <comment>keys of female</comment>
        <translation>W</translation>
    </message>
    <message>
        <source>M</source>
        <comment>keys of male</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>D</source>
        <comment>keys of diverse</comment>
        <translation>D</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>14.9.57 or 140957</source>
        <translation>14.9.57 oder 140957</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geschlecht</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Short name or brand</source>
        <translation>Kurzname oder Marke</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>Indikation</translation>
    </message>
    <message>
        <source>Infusion date</source>
        <translation>Infusionsdatum</translation>
    </message>
    <message>
        <source>Day 0. Type ? if not known</source>
        <translation>Tag 0. ? tippen, wenn nicht bekannt</translation>
    </message>
    <message>
        <source>Treatment centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Without it nothing leaves</source>
        <translation>Ohne sie geht nichts hinaus</translation>
    </message>
    <message>
        <source>Consent date</source>
        <translation>Datum der Einwilligung</translation>
    </message>
    <message>
        <source>↵ takes the last one</source>
        <translation>↵ übernimmt das letzte</translation>
    </message>
    <message>
        <source>Stays in the practice</source>
        <translation>Bleibt in der Praxis</translation>
    </message>
    <message>
        <source>Names and birth dates stay on this computer.</source>
        <translation>Namen und Geburtsdaten bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>nächstes Feld</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Save patient</source>
        <translation>Patient speichern</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Patient saved.</source>
        <translation>Patient gespeichert.</translation>
    </message>
    <message>
        <source>Day 0 is missing. Type the date, or ? if nobody knows it.</source>
        <translation>Tag 0 fehlt. Tippen Sie das Datum, oder ? wenn es niemand kennt.</translation>
    </message>
    <message>
        <source>This may be the same person. Ctrl+Enter again saves a new one.</source>
        <translation>Das ist vielleicht dieselbe Person. Nochmals Strg+Eingabe speichert eine neue.</translation>
    </message>
</context>
<context>
    <name>NewSheet</name>
    <message>
        <source>Current password</source>
        <translation>Aktuelles Passwort</translation>
    </message>
    <message>
        <source>The sheet that you have now opens until you have typed the new one back from paper. Then it is void: tear it up.</source>
        <translation>Ihr jetziges Blatt gilt, bis Sie das neue vom Papier zurückgetippt haben. Dann ist es ungültig: Zerreißen Sie es.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>A new recovery sheet</source>
        <translation>Ein neues Notfallblatt</translation>
    </message>
    <message>
        <source>Type the password that you have now.</source>
        <translation>Geben Sie Ihr jetziges Passwort ein.</translation>
    </message>
    <message>
        <source>Keys are being made. This takes a moment on purpose.</source>
        <translation>Schlüssel werden erzeugt. Das dauert absichtlich einen Moment.</translation>
    </message>
    <message>
        <source>The new sheet is the right one. Tear up the old one.</source>
        <translation>Jetzt gilt das neue Blatt. Zerreißen Sie das alte.</translation>
    </message>
</context>
<context>
    <name>NewSheetView</name>
    <message>
        <source>Keys are being made. This takes a moment on purpose.</source>
        <translation>Schlüssel werden erzeugt. Das dauert absichtlich einen Moment.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>NextBanner</name>
    <message>
        <source>Start visit</source>
        <translation>Visite beginnen</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>No visit planned</source>
        <translation>Keine Visite geplant</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 Rückfrage</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>{count} Rückfragen</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 Entwurf</translation>
    </message>
    <message>
        <source>{count} drafts</source>
        <translation>{count} Entwürfe</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Draft: {title}</source>
        <translation>Entwurf: {title}</translation>
    </message>
    <message>
        <source>saved on {day}</source>
        <translation>gesichert am {day}</translation>
    </message>
    <message>
        <source>{count} drafts</source>
        <translation>{count} Entwürfe</translation>
    </message>
    <message>
        <source>last: {title}</source>
        <translation>zuletzt: {title}</translation>
    </message>
    <message>
        <source>1 registry question</source>
        <translation>1 Rückfrage des Registers</translation>
    </message>
    <message>
        <source>waits for an answer</source>
        <translation>wartet auf Antwort</translation>
    </message>
    <message>
        <source>{count} registry questions</source>
        <translation>{count} Rückfragen des Registers</translation>
    </message>
    <message>
        <source>wait for an answer</source>
        <translation>warten auf Antwort</translation>
    </message>
    <message>
        <source>window {first} to {last}</source>
        <translation>Fenster {first} bis {last}</translation>
    </message>
    <message>
        <source>Visit {day} overdue</source>
        <translation>Visite {day} überfällig</translation>
    </message>
    <message>
        <source>Visit {day} due</source>
        <translation>Visite {day} fällig</translation>
    </message>
    <message>
        <source>Next visit {day}</source>
        <translation>Nächste Visite {day}</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Question {number}: {form}, {field}</source>
        <translation>Rückfrage {number}: {form}, {field}</translation>
    </message>
    <message>
        <source>Draft: {form}</source>
        <translation>Entwurf: {form}</translation>
    </message>
</context>
<context>
    <name>OwnAccess</name>
    <message>
        <source>Change password …</source>
        <translation>Passwort ändern …</translation>
    </message>
    <message>
        <source>New sheet …</source>
        <translation>Neues Blatt …</translation>
    </message>
    <message>
        <source>Try the sheet …</source>
        <translation>Blatt prüfen …</translation>
    </message>
    <message>
        <source>It is a year since your recovery sheet was tried. Try it today: it takes two minutes.</source>
        <translation>Ihr Notfallblatt wurde vor einem Jahr zuletzt geprüft. Prüfen Sie es heute: Das dauert zwei Minuten.</translation>
    </message>
    <message>
        <source>Nobody can look it up or reset it.</source>
        <translation>Niemand kann es nachsehen oder zurücksetzen.</translation>
    </message>
    <message>
        <source>Your access</source>
        <translation>Ihr Zugang</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>You have no sheet: a forgotten password could not be replaced.</source>
        <translation>Sie haben kein Blatt: Ein vergessenes Passwort ließe sich nicht ersetzen.</translation>
    </message>
    <message>
        <source>Never tried.</source>
        <translation>Nie geprüft.</translation>
    </message>
    <message>
        <source>Made or tried on {day}.</source>
        <translation>Erstellt oder geprüft am {day}.</translation>
    </message>
</context>
<context>
    <name>PackSheet</name>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Forms from the registry, version {version}</source>
        <translation>Formulare vom Register, Version {version}</translation>
    </message>
    <message>
        <source>{form}, version {version}</source>
        <translation>{form}, Version {version}</translation>
    </message>
    <message>
        <source>{form}: version {before} becomes {version}</source>
        <translation>{form}: Version {before} wird {version}</translation>
    </message>
    <message>
        <source>New forms</source>
        <translation>Neue Formulare</translation>
    </message>
    <message>
        <source>Changed forms</source>
        <translation>Geänderte Formulare</translation>
    </message>
    <message>
        <source>1 test case came out on this computer.</source>
        <translation>1 Prüffall ging auf diesem Computer auf.</translation>
    </message>
    <message>
        <source>{count} test cases came out on this computer.</source>
        <translation>{count} Prüffälle gingen auf diesem Computer auf.</translation>
    </message>
    <message>
        <source>Signed by {registry}.</source>
        <translation>Signiert von {registry}.</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>What was recorded keeps the version it was recorded with.</source>
        <translation>Was erfasst wurde, behält die Version, mit der es erfasst wurde.</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search or command</source>
        <translation>Suchen oder Befehl</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>select</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>actions only</source>
        <translation>nur Aktionen</translation>
    </message>
    <message>
        <source>names, numbers, dates, “d+14”, actions</source>
        <translation>Namen, Nummern, Daten, „d+14“, Aktionen</translation>
    </message>
    <message>
        <source>New patient “{name}”</source>
        <translation>Neuer Patient „{name}“</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Tun</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>PaperSheet</name>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Whoever has this sheet can open the records.</source>
        <translation>Wer dieses Blatt hat, kann die Einträge öffnen.</translation>
    </message>
    <message>
        <source>Keep it locked, away from the computer.</source>
        <translation>Verschließen Sie es, getrennt vom Computer.</translation>
    </message>
    <message>
        <source>Without password and sheet the data are lost.</source>
        <translation>Ohne beides sind die Daten verloren.</translation>
    </message>
    <message>
        <source>Stored where</source>
        <translation>Aufbewahrungsort</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
</context>
<context>
    <name>PasswordStep</name>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>Passwort wiederholen</translation>
    </message>
    <message>
        <source>Choose a password</source>
        <translation>Passwort wählen</translation>
    </message>
    <message>
        <source>At least 12 characters. A few words in a row are easy to remember and hard to guess.</source>
        <translation>Mindestens 12 Zeichen. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Neues Passwort wiederholen</translation>
    </message>
    <message>
        <source>Strong enough.</source>
        <translation>Stark genug.</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Die beiden Passwörter sind verschieden.</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Feststelltaste ist an</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Beide sind gleich.</translation>
    </message>
    <message>
        <source>Type the same password twice, at least 12 characters.</source>
        <translation>Tippen Sie zweimal dasselbe Passwort, mindestens 12 Zeichen.</translation>
    </message>
</context>
<context>
    <name>PatientCopy</name>
    <message>
        <source>Written to {folder}. The files are not encrypted.</source>
        <translation>Geschrieben nach {folder}. Die Dateien sind nicht verschlüsselt.</translation>
    </message>
</context>
<context>
    <name>PatientHead</name>
    <message>
        <source>f</source>
        <translation>w</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>geb. {date}</translation>
    </message>
    <message>
        <source>{age} y</source>
        <translation>{age} J.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>given</source>
        <translation>erteilt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>Indikation</translation>
    </message>
    <message>
        <source>Infused</source>
        <translation>Infusion</translation>
    </message>
    <message>
        <source>Treatment centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
</context>
<context>
    <name>PatientModel</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Course to day +{end}</source>
        <translation>Verlauf bis Tag +{end}</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Letzte Visite</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>Nächste Visite</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>no day</source>
        <translation>kein Tag</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>due</source>
        <translation>fällig</translation>
    </message>
    <message>
        <source>no grade on day {day}</source>
        <translation>kein Grad an Tag {day}</translation>
    </message>
    <message>
        <source>grade {grade} on day {day}</source>
        <translation>Grad {grade} an Tag {day}</translation>
    </message>
    <message>
        <source>question</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>{count} Rückfragen</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>{count} drafts</source>
        <translation>{count} Entwürfe</translation>
    </message>
    <message>
        <source>consent open</source>
        <translation>Einwilligung offen</translation>
    </message>
</context>
<context>
    <name>PatientPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>select</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Lab values</source>
        <translation>Laborwerte</translation>
    </message>
    <message>
        <source>Medication</source>
        <translation>Medikation</translation>
    </message>
    <message>
        <source>Master data</source>
        <translation>Stammdaten</translation>
    </message>
    <message>
        <source>Change log</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tippen</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message>
        <source>infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>PgDn</source>
        <translation>Bild↓</translation>
    </message>
    <message>
        <source>next tab</source>
        <translation>nächster Reiter</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>next entry</source>
        <translation>nächster Eintrag</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>down</source>
        <translation>abwärts</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>up</source>
        <translation>aufwärts</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild↑</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>signieren</translation>
    </message>
    <message>
        <source>record a drug</source>
        <translation>Mittel erfassen</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>korrigieren</translation>
    </message>
    <message>
        <source>Next patient</source>
        <translation>Nächster Patient</translation>
    </message>
    <message>
        <source>Previous patient</source>
        <translation>Voriger Patient</translation>
    </message>
    <message>
        <source>Print the patient summary</source>
        <translation>Verlaufsübersicht drucken</translation>
    </message>
</context>
<context>
    <name>PatientSearch</name>
    <message>
        <source>Name, birth date or number</source>
        <translation>Name, Geburtsdatum oder Nummer</translation>
    </message>
</context>
<context>
    <name>PatientSummary</name>
    <message>
        <source>as of {date}</source>
        <translation>Stand {date}</translation>
    </message>
    <message>
        <source>as of {date}, day {day}</source>
        <translation>Stand {date}, Tag {day}</translation>
    </message>
    <message>
        <source>Patient summary after CAR-T</source>
        <translation>Verlaufsübersicht nach CAR-T</translation>
    </message>
    <message>
        <source>Current drugs</source>
        <translation>Aktuelle Medikamente</translation>
    </message>
    <message>
        <source>Open items</source>
        <translation>Offene Punkte</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Grades computed from findings by the named rules; drafts are not signed.</source>
        <translation>Grade nach den genannten Regeln aus Befunden berechnet; Entwürfe sind nicht signiert.</translation>
    </message>
    <message>
        <source>With drafts, not all signed</source>
        <translation>Mit Entwürfen, nicht alles signiert</translation>
    </message>
    <message>
        <source>f</source>
        <translation>w</translation>
    </message>
    <message>
        <source>m</source>
        <translation>m</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>geb. {date}</translation>
    </message>
    <message>
        <source>{age} y</source>
        <translation>{age} J.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>given</source>
        <translation>erteilt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Indication</source>
        <translation>Indikation</translation>
    </message>
    <message>
        <source>Infused</source>
        <translation>Infusion</translation>
    </message>
    <message>
        <source>Treatment centre</source>
        <translation>Zentrum</translation>
    </message>
    <message>
        <source>Disease status</source>
        <translation>Krankheitsstatus</translation>
    </message>
    <message>
        <source>Registry consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Infections and other toxicities</source>
        <translation>Infektionen und andere Toxizitäten</translation>
    </message>
    <message>
        <source>None recorded.</source>
        <translation>Nichts erfasst.</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Onset</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Caused by CAR-T</source>
        <translation>Durch CAR-T</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>{event} (draft)</source>
        <translation>{event} (Entwurf)</translation>
    </message>
    <message>
        <source>{event} (not signed)</source>
        <translation>{event} (nicht signiert)</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} T</translation>
    </message>
    <message>
        <source>{drug} since {date}</source>
        <translation>{drug} seit {date}</translation>
    </message>
    <message>
        <source>Next visit {date}</source>
        <translation>Nächste Visite {date}</translation>
    </message>
    <message>
        <source>Next visit {date}, window to {until}</source>
        <translation>Nächste Visite {date}, Fenster bis {until}</translation>
    </message>
    <message>
        <source>Draft: {entry}</source>
        <translation>Entwurf: {entry}</translation>
    </message>
    <message>
        <source>Not signed: {entry}</source>
        <translation>Nicht signiert: {entry}</translation>
    </message>
    <message>
        <source>Nothing open.</source>
        <translation>Nichts offen.</translation>
    </message>
</context>
<context>
    <name>PatientsPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Filter by name, number, product</source>
        <translation>Nach Name, Nummer, Produkt filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>select</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>Früh</translation>
    </message>
    <message>
        <source>Open items</source>
        <translation>Offene Punkte</translation>
    </message>
    <message>
        <source>Nobody found. Esc clears the filter.</source>
        <translation>Niemand gefunden. Esc leert den Filter.</translation>
    </message>
    <message>
        <source>No patients yet. Ctrl+N adds the first.</source>
        <translation>Noch keine Patienten. Strg+N legt den ersten an.</translation>
    </message>
</context>
<context>
    <name>PeopleSettings</name>
    <message>
        <source>Add a person …</source>
        <translation>Person hinzufügen …</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>What each may do. Digits or the space bar switch a right on and off, at once.</source>
        <translation>Was jede Person darf. Ziffern oder die Leertaste schalten ein Recht ein und aus, sofort.</translation>
    </message>
    <message>
        <source>Only somebody with the right to manage changes who works here and what they may do.</source>
        <translation>Nur wer verwaltet, ändert, wer hier arbeitet und was die Personen dürfen.</translation>
    </message>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
    <message>
        <source>{name} can unlock from now on.</source>
        <translation>{name} kann ab jetzt entsperren.</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>Somebody else works here</source>
        <translation>Jemand anderes arbeitet hier</translation>
    </message>
</context>
<context>
    <name>PersonLine</name>
    <message>
        <source>No password on this computer: add here too</source>
        <translation>Kein Passwort auf diesem Computer: hier auch hinzufügen</translation>
    </message>
    <message>
        <source>enter</source>
        <translation>eingeben</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>signieren</translation>
    </message>
    <message>
        <source>export</source>
        <translation>exportieren</translation>
    </message>
    <message>
        <source>manage</source>
        <translation>verwalten</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>{name} may</source>
        <translation>{name} darf</translation>
    </message>
    <message>
        <source>works here now</source>
        <translation>arbeitet gerade hier</translation>
    </message>
</context>
<context>
    <name>PersonPick</name>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
</context>
<context>
    <name>PersonSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Popup</name>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>PracticeStep</name>
    <message>
        <source>Physician</source>
        <translation>Ärztin / Arzt</translation>
    </message>
    <message>
        <source>Study nurse</source>
        <translation>Studienassistenz</translation>
    </message>
    <message>
        <source>Name of the practice</source>
        <translation>Name der Praxis</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your role</source>
        <translation>Ihre Funktion</translation>
    </message>
    <message>
        <source>Your practice</source>
        <translation>Ihre Praxis</translation>
    </message>
    <message>
        <source>The registry knows the practice by this name. People&apos;s names never leave it.</source>
        <translation>Unter diesem Namen kennt das Register die Praxis. Namen von Personen verlassen sie nie.</translation>
    </message>
    <message>
        <source>The name of the practice is missing.</source>
        <translation>Der Name der Praxis fehlt.</translation>
    </message>
    <message>
        <source>Your name is missing.</source>
        <translation>Ihr Name fehlt.</translation>
    </message>
    <message>
        <source>Your role is missing.</source>
        <translation>Ihre Funktion fehlt.</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Saved as {file}. Print it from there.</source>
        <translation>Gesichert als {file}. Drucken Sie es von dort.</translation>
    </message>
    <message>
        <source>Printed {when} by {person}.</source>
        <translation>Gedruckt {when} von {person}.</translation>
    </message>
    <message>
        <source>Contains patient data.</source>
        <translation>Enthält Patientendaten.</translation>
    </message>
    <message>
        <source>Draft, not signed</source>
        <translation>Entwurf, nicht signiert</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>Typing error</source>
        <translation>Tippfehler</translation>
    </message>
    <message>
        <source>Wrong unit</source>
        <translation>Falsche Einheit</translation>
    </message>
    <message>
        <source>Wrong patient</source>
        <translation>Falscher Patient</translation>
    </message>
    <message>
        <source>Later finding</source>
        <translation>Späterer Befund</translation>
    </message>
    <message>
        <source>Source checked</source>
        <translation>Quelle geprüft</translation>
    </message>
    <message>
        <source>Explained by treatment</source>
        <translation>Durch Behandlung erklärt</translation>
    </message>
    <message>
        <source>Measured again</source>
        <translation>Erneut gemessen</translation>
    </message>
    <message>
        <source>Source missing</source>
        <translation>Quelle fehlt</translation>
    </message>
    <message>
        <source>Sources differ</source>
        <translation>Quellen widersprechen sich</translation>
    </message>
    <message>
        <source>Nobody reached</source>
        <translation>Niemand erreicht</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>Sign answer</source>
        <translation>Antwort signieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>stays in the practice</source>
        <translation>bleibt in der Praxis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note (optional)</source>
        <translation>Notiz (freiwillig)</translation>
    </message>
    <message>
        <source>The old value stays visible in the change log.</source>
        <translation>Der alte Wert bleibt unter „Änderungen“ sichtbar.</translation>
    </message>
    <message>
        <source>With a reason, for example a treatment that explains it.</source>
        <translation>Mit Grund, zum Beispiel einer Behandlung, die ihn erklärt.</translation>
    </message>
    <message>
        <source>The registry marks the value as not usable.</source>
        <translation>Das Register kennzeichnet den Wert als nicht verwertbar.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>next question</source>
        <translation>nächste Rückfrage</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Rückfrage</translation>
    </message>
    <message>
        <source>No other question waits.</source>
        <translation>Es wartet keine weitere Rückfrage.</translation>
    </message>
    <message>
        <source>The value was wrong. Correct it.</source>
        <translation>Der Wert war falsch. Korrigieren.</translation>
    </message>
    <message>
        <source>The value is right. Confirm it.</source>
        <translation>Der Wert stimmt. Bestätigen.</translation>
    </message>
    <message>
        <source>It cannot be clarified.</source>
        <translation>Es lässt sich nicht klären.</translation>
    </message>
    <message>
        <source>This answer is corrected in the entry itself. Then choose the reason here.</source>
        <translation>Diese Antwort wird im Eintrag selbst korrigiert. Wählen Sie danach hier den Grund.</translation>
    </message>
    <message>
        <source>Open the entry</source>
        <translation>Eintrag öffnen</translation>
    </message>
    <message>
        <source>open since today</source>
        <translation>offen seit heute</translation>
    </message>
    <message>
        <source>open for {days} days</source>
        <translation>offen seit {days} Tagen</translation>
    </message>
    <message>
        <source>open since yesterday</source>
        <translation>offen seit gestern</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
    <message>
        <source>sent in bundle {number}</source>
        <translation>gesendet in Bündel {number}</translation>
    </message>
    <message>
        <source>{date} · question {number}</source>
        <translation>{date} · Rückfrage {number}</translation>
    </message>
    <message>
        <source>Is “{field}” right?</source>
        <translation>Stimmt „{field}“?</translation>
    </message>
    <message>
        <source>choose answer</source>
        <translation>Antwort wählen</translation>
    </message>
    <message>
        <source>Choose an answer.</source>
        <translation>Wählen Sie eine Antwort.</translation>
    </message>
    <message>
        <source>Choose one of the three answers first.</source>
        <translation>Wählen Sie zuerst eine der drei Antworten.</translation>
    </message>
    <message>
        <source>Type the right value first.</source>
        <translation>Tippen Sie zuerst den richtigen Wert.</translation>
    </message>
    <message>
        <source>Choose a reason first.</source>
        <translation>Wählen Sie zuerst einen Grund.</translation>
    </message>
    <message>
        <source>Answered. It goes with the next bundle.</source>
        <translation>Beantwortet. Es geht mit dem nächsten Bündel.</translation>
    </message>
</context>
<context>
    <name>QuestionSide</name>
    <message>
        <source>What will be sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>Signed by {name}. Travels in bundle {number}.</source>
        <translation>Signiert von {name}. Reist in Bündel {number}.</translation>
    </message>
    <message>
        <source>No name and no note travels.</source>
        <translation>Kein Name und keine Notiz reist mit.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>{name} over time, {unit}</source>
        <translation>{name} im Verlauf, {unit}</translation>
    </message>
    <message>
        <source>day after infusion</source>
        <translation>Tag nach Infusion</translation>
    </message>
    <message>
        <source>Around that day</source>
        <translation>Um diesen Tag</translation>
    </message>
    <message>
        <source>day {day}</source>
        <translation>Tag {day}</translation>
    </message>
</context>
<context>
    <name>QuestionsTab</name>
    <message>
        <source>Questions</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>The registry has not asked anything.</source>
        <translation>Das Register hat nichts gefragt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>cannot be clarified</source>
        <translation>nicht klärbar</translation>
    </message>
</context>
<context>
    <name>ReadyCard</name>
    <message>
        <source>{answered} of {asked}</source>
        <translation>{answered} von {asked}</translation>
    </message>
    <message>
        <source>Not yet complete</source>
        <translation>Noch nicht vollständig</translation>
    </message>
    <message>
        <source>Ready to sign</source>
        <translation>Bereit zum Signieren</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Noch offen</translation>
    </message>
    <message>
        <source>Signing locks the entry. It can be corrected later with a reason.</source>
        <translation>Signieren sperrt den Eintrag. Später lässt er sich mit Grund korrigieren.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Typing error</source>
        <translation>Tippfehler</translation>
    </message>
    <message>
        <source>New information</source>
        <translation>Neue Erkenntnis</translation>
    </message>
    <message>
        <source>Wrong event or patient</source>
        <translation>Falsches Ereignis oder falscher Patient</translation>
    </message>
    <message>
        <source>Answer to a question</source>
        <translation>Antwort auf eine Rückfrage</translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Save correction</source>
        <translation>Korrektur sichern</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Grund der Änderung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a reason with its digit.</source>
        <translation>Wählen Sie einen Grund mit seiner Ziffer.</translation>
    </message>
</context>
<context>
    <name>RecordCard</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Follow-up visit</source>
        <translation>Verlaufsvisite</translation>
    </message>
    <message>
        <source>with lab values</source>
        <translation>mit Laborwerten</translation>
    </message>
    <message>
        <source>Infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>five questions</source>
        <translation>fünf Fragen</translation>
    </message>
    <message>
        <source>Other toxicity</source>
        <translation>Andere Toxizität</translation>
    </message>
    <message>
        <source>CRS, ICANS, ICAHT …</source>
        <translation>CRS, ICANS, ICAHT …</translation>
    </message>
    <message>
        <source>Drugs, labs …</source>
        <translation>Mittel, Labor …</translation>
    </message>
    <message>
        <source>prophylaxis, IVIG …</source>
        <translation>Prophylaxe, IVIG …</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>for the registry</source>
        <translation>für das Register</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Dokumentieren</translation>
    </message>
</context>
<context>
    <name>RecordLog</name>
    <message>
        <source>Change log</source>
        <translation>Änderungen</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Identification</source>
        <translation>Identifikation</translation>
    </message>
    <message>
        <source>graded again</source>
        <translation>neu eingestuft</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>nicht signiert</translation>
    </message>
    <message>
        <source>Saved {day}</source>
        <translation>Gespeichert {day}</translation>
    </message>
    <message>
        <source>Signed on {day} by {person}</source>
        <translation>Signiert am {day} von {person}</translation>
    </message>
    <message>
        <source>Was at the wrong patient; moved to {name}</source>
        <translation>War bei der falschen Person; verschoben zu {name}</translation>
    </message>
    <message>
        <source>Was at the wrong patient before: {name}</source>
        <translation>War vorher bei der falschen Person: {name}</translation>
    </message>
    <message>
        <source>Later judgements</source>
        <translation>Spätere Urteile</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>korrigieren</translation>
    </message>
    <message>
        <source>Add judgement</source>
        <translation>Urteil hinzufügen</translation>
    </message>
    <message>
        <source>Wrong patient …</source>
        <translation>Falsche Person …</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Print the entry with its change log</source>
        <translation>Eintrag mit Änderungen drucken</translation>
    </message>
    <message>
        <source>Move to another patient</source>
        <translation>Zu anderer Person verschieben</translation>
    </message>
    <message>
        <source>Moved. It waits for a signature here.</source>
        <translation>Verschoben. Hier wartet er auf eine Signatur.</translation>
    </message>
    <message>
        <source>Signed. It goes with the next bundle.</source>
        <translation>Signiert. Es geht mit dem nächsten Bündel.</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>Which toxicity?</source>
        <translation>Welche Toxizität?</translation>
    </message>
    <message>
        <source>What is to be recorded?</source>
        <translation>Was soll erfasst werden?</translation>
    </message>
    <message>
        <source>Consent saved.</source>
        <translation>Einwilligung gesichert.</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Whoever has this sheet can open the records.</source>
        <translation>Wer dieses Blatt hat, kann die Einträge öffnen.</translation>
    </message>
    <message>
        <source>Keep it locked, away from the computer.</source>
        <translation>Verschließen Sie es, getrennt vom Computer.</translation>
    </message>
    <message>
        <source>Without password and sheet the data are lost.</source>
        <translation>Ohne beides sind die Daten verloren.</translation>
    </message>
    <message>
        <source>It has no O, I, L or U: what looks like O is zero, like I or L is one.</source>
        <translation>Es hat kein O, I, L oder U: Was wie O aussieht, ist Null, wie I oder L ist Eins.</translation>
    </message>
    <message>
        <source>Delete the file that this was printed from, also from the recycle bin.</source>
        <translation>Löschen Sie die Datei, aus der dies gedruckt wurde, auch aus dem Papierkorb.</translation>
    </message>
    <message>
        <source>Stored where</source>
        <translation>Aufbewahrungsort</translation>
    </message>
    <message>
        <source>Date, signature</source>
        <translation>Datum, Unterschrift</translation>
    </message>
    <message>
        <source>Printed {when}. Opens all records of the practice.</source>
        <translation>Gedruckt {when}. Öffnet alle Daten der Praxis.</translation>
    </message>
    <message>
        <source>The six groups</source>
        <translation>Die sechs Gruppen</translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>Show the groups again</source>
        <translation>Gruppen nochmals zeigen</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF sichern</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Write down the recovery sheet</source>
        <translation>Notfallblatt abschreiben</translation>
    </message>
    <message>
        <source>Nobody can reset your password, not even the registry. These six groups are the spare key.</source>
        <translation>Niemand kann Ihr Passwort zurücksetzen, auch das Register nicht. Diese sechs Gruppen sind der Ersatzschlüssel.</translation>
    </message>
    <message>
        <source>The sheet has no O, I, L or U: what looks like O is zero, like I or L is one.</source>
        <translation>Das Blatt hat kein O, I, L oder U. Was wie O aussieht, ist Null, wie I oder L ist Eins.</translation>
    </message>
    <message>
        <source>Copy all six by hand, and read them once more.</source>
        <translation>Schreiben Sie alle sechs von Hand ab. Lesen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>Gruppe {number}</translation>
    </message>
    <message>
        <source>Type groups {first}, {second} and {third} from the paper.</source>
        <translation>Tippen Sie die Gruppen {first}, {second} und {third} vom Papier.</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Nobody can reset your password, not even the registry.</source>
        <translation>Niemand kann Ihr Passwort zurücksetzen, auch das Register nicht.</translation>
    </message>
    <message>
        <source>Prove that you have it</source>
        <translation>Zeigen Sie, dass Sie es haben</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Abschrift bestätigen</translation>
    </message>
    <message>
        <source>The groups are hidden now. They are only on paper.</source>
        <translation>Die Gruppen sind nun verborgen. Sie stehen nur auf Papier.</translation>
    </message>
    <message>
        <source>Write them on paper and lock it away.</source>
        <translation>Schreiben Sie sie auf Papier und schließen Sie es weg.</translation>
    </message>
    <message>
        <source>Group {number} differs from the sheet. Compare it once more.</source>
        <translation>Gruppe {number} weicht vom Blatt ab. Vergleichen Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Right so far: group {numbers}.</source>
        <translation>Bis hier richtig: Gruppe {numbers}.</translation>
    </message>
    <message>
        <source>Three groups are typed back from paper.</source>
        <translation>Drei Gruppen werden vom Papier zurückgetippt.</translation>
    </message>
</context>
<context>
    <name>RecoveryView</name>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>Neues Passwort wiederholen</translation>
    </message>
    <message>
        <source>Set password and unlock</source>
        <translation>Passwort setzen und entsperren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Type the six groups from the newest sheet and choose a new password. A new sheet comes next, and this one is void then.</source>
        <translation>Geben Sie die sechs Gruppen vom neuesten Blatt ein und wählen Sie ein neues Passwort. Danach kommt ein neues Blatt, und dieses ist dann ungültig.</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>The six groups</source>
        <translation>Die sechs Gruppen</translation>
    </message>
    <message>
        <source>The next attempt can be made.</source>
        <translation>Der nächste Versuch ist möglich.</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Feststelltaste ist an</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the second one again.</source>
        <translation>Die beiden Passwörter sind verschieden. Tippen Sie das zweite noch einmal.</translation>
    </message>
</context>
<context>
    <name>RegistryPage</name>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Import file</source>
        <translation>Datei einlesen</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>Versand</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>select</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>import</source>
        <translation>einlesen</translation>
    </message>
    <message>
        <source>export</source>
        <translation>exportieren</translation>
    </message>
    <message>
        <source>Names and birth dates stay on this computer.</source>
        <translation>Namen und Geburtsdaten bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Bundles leave from computer {letter}.</source>
        <translation>Bündel gehen von Computer {letter} aus.</translation>
    </message>
    <message>
        <source>Nothing has been exported yet.</source>
        <translation>Noch nichts exportiert.</translation>
    </message>
    <message>
        <source>Print the slip of the bundle</source>
        <translation>Begleitzettel des Bündels drucken</translation>
    </message>
    <message>
        <source>record not yet sent</source>
        <translation>Eintrag noch nicht gesendet</translation>
    </message>
    <message>
        <source>records not yet sent</source>
        <translation>Einträge noch nicht gesendet</translation>
    </message>
    <message>
        <source>Export bundle {number}</source>
        <translation>Bündel {number} exportieren</translation>
    </message>
    <message>
        <source>Computer {letter} speaks with the registry</source>
        <translation>Computer {letter} spricht mit dem Register</translation>
    </message>
    <message>
        <source>What is written here reaches it by files: Settings, Computers of this practice.</source>
        <translation>Was hier eingetragen wird, erreicht ihn über Dateien: Optionen, Computer dieser Praxis.</translation>
    </message>
    <message>
        <source>It gets files from here.</source>
        <translation>Er bekommt Dateien von hier.</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>1 patient</source>
        <translation>1 Patient</translation>
    </message>
    <message>
        <source>{count} patients</source>
        <translation>{count} Patienten</translation>
    </message>
    <message>
        <source>other changes of 1 patient</source>
        <translation>Änderungen bei 1 Patient</translation>
    </message>
    <message>
        <source>other changes of {count} patients</source>
        <translation>Änderungen bei {count} Patienten</translation>
    </message>
    <message>
        <source>Signed entries of patients with consent wait here.</source>
        <translation>Signierte Einträge mit Einwilligung.</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nichts wartet.</translation>
    </message>
    <message>
        <source>Verified by reading back. You may remove the stick.</source>
        <translation>Durch Zurücklesen geprüft. Sie können den Stick abziehen.</translation>
    </message>
    <message>
        <source>{file} was read again and is complete and unchanged.</source>
        <translation>{file} wurde erneut gelesen und ist vollständig und unverändert.</translation>
    </message>
    <message>
        <source>{pack} is installed. Its forms are in the menu.</source>
        <translation>{pack} ist installiert. Die Formulare stehen im Menü.</translation>
    </message>
</context>
<context>
    <name>RegistryStep</name>
    <message>
        <source>Choose file …</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Choose the registry&apos;s file</source>
        <translation>Datei des Registers wählen</translation>
    </message>
    <message>
        <source>Do it later</source>
        <translation>Später erledigen</translation>
    </message>
    <message>
        <source>Registry file</source>
        <translation>Registerdatei</translation>
    </message>
    <message>
        <source>It came with the registry&apos;s letter or on a stick. Its name ends in .iagocard.</source>
        <translation>Sie kam mit dem Brief des Registers oder auf einem Stick. Ihr Name endet auf .iagocard.</translation>
    </message>
    <message>
        <source>The file is sound. The letter proves that it is the right one.</source>
        <translation>Die Datei ist unversehrt. Der Brief zeigt, ob es die richtige ist.</translation>
    </message>
    <message>
        <source>Without a registry the program works, and records are kept here.</source>
        <translation>Ohne Register läuft das Programm, und Einträge bleiben hier.</translation>
    </message>
    <message>
        <source>{file} · valid until {day}</source>
        <translation>{file} · gültig bis {day}</translation>
    </message>
</context>
<context>
    <name>RemovePerson</name>
    <message>
        <source>{name} can no longer unlock.</source>
        <translation>{name} kann nicht mehr entsperren.</translation>
    </message>
    <message>
        <source>What {name} entered and signed stays, and stays signed. So do drafts.</source>
        <translation>Was {name} eingegeben und signiert hat, bleibt und bleibt signiert. Auch Entwürfe bleiben.</translation>
    </message>
    <message>
        <source>All data gets a new key. A copy of the files and the old password open nothing new. Everybody else keeps password and recovery sheet.</source>
        <translation>Alle Daten bekommen einen neuen Schlüssel. Eine Kopie der Dateien und das alte Passwort öffnen nichts Neues. Alle anderen behalten Passwort und Notfallblatt.</translation>
    </message>
    <message>
        <source>The backups on this computer are deleted and a new one is made, because the old ones open with the old passwords. So do backups that were carried elsewhere: destroy them.</source>
        <translation>Die Sicherungen auf diesem Computer werden gelöscht und eine neue wird erstellt, denn die alten öffnen sich mit den alten Passwörtern. Das gilt auch für Sicherungen an anderen Orten: Vernichten Sie diese.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Everything is being encrypted anew. Leave the computer on.</source>
        <translation>Alles wird neu verschlüsselt. Lassen Sie den Computer an.</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>A backup holds the practice as it was on its day. Nothing is changed before you say so.</source>
        <translation>Eine Sicherung enthält die Praxis, wie sie an jenem Tag war. Es ändert sich nichts, bevor Sie zustimmen.</translation>
    </message>
    <message>
        <source>Another file, from a stick …</source>
        <translation>Andere Datei, vom Stick …</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Backups on this computer</source>
        <translation>Sicherungen auf diesem Computer</translation>
    </message>
    <message>
        <source>Backups on this computer, the newest first</source>
        <translation>Sicherungen auf diesem Computer, die neueste zuerst</translation>
    </message>
    <message>
        <source>There is no backup on this computer.</source>
        <translation>Auf diesem Computer gibt es keine Sicherung.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{days} days ago</source>
        <translation>vor {days} Tagen</translation>
    </message>
    <message>
        <source>{date}, {when}, 1 entry</source>
        <translation>{date}, {when}, 1 Eintrag</translation>
    </message>
    <message>
        <source>{date}, {when}, {entries} entries</source>
        <translation>{date}, {when}, {entries} Einträge</translation>
    </message>
    <message>
        <source>A backup opens with the passwords of its day, or with the recovery sheet of its day.</source>
        <translation>Eine Sicherung öffnet sich mit den Passwörtern jenes Tages oder mit dem Notfallblatt jenes Tages.</translation>
    </message>
    <message>
        <source>Password of that day</source>
        <translation>Passwort jenes Tages</translation>
    </message>
    <message>
        <source>Recovery sheet of that day, all six groups</source>
        <translation>Notfallblatt jenes Tages, alle sechs Gruppen</translation>
    </message>
    <message>
        <source>Use the recovery sheet of that day</source>
        <translation>Notfallblatt jenes Tages verwenden</translation>
    </message>
    <message>
        <source>What it brings, and what would be missing</source>
        <translation>Was sie bringt und was fehlen würde</translation>
    </message>
    <message>
        <source>The practice is restored</source>
        <translation>Die Praxis ist wiederhergestellt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Put it in its place</source>
        <translation>An ihre Stelle setzen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The backup is read: {percent} %</source>
        <translation>Die Sicherung wird gelesen: {percent} %</translation>
    </message>
    <message>
        <source>Backup of {date}</source>
        <translation>Sicherung vom {date}</translation>
    </message>
    <message>
        <source>The practice that moved on {date}</source>
        <translation>Die Praxis, die am {date} umgezogen ist</translation>
    </message>
    <message>
        <source>Use a password of that day</source>
        <translation>Ein Passwort jenes Tages verwenden</translation>
    </message>
    <message>
        <source>Choose whose password it is.</source>
        <translation>Wählen Sie, wessen Passwort es ist.</translation>
    </message>
    <message>
        <source>The backup is put in its place.</source>
        <translation>Die Sicherung wird an ihre Stelle gesetzt.</translation>
    </message>
    <message>
        <source>It is the practice as of {date}. Unlock it with the password of that day.</source>
        <translation>Es ist die Praxis mit dem Stand vom {date}. Entsperren Sie sie mit dem Passwort jenes Tages.</translation>
    </message>
    <message>
        <source>What was here before is kept in: {folder}</source>
        <translation>Was vorher hier war, liegt in: {folder}</translation>
    </message>
    <message>
        <source>Ask the registry for its resync file, and import it with Ctrl+I before the next export.</source>
        <translation>Bitten Sie das Register um seine Abgleichdatei und importieren Sie sie mit Strg+I vor dem nächsten Export.</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>Changed since you looked on {day}</source>
        <translation>Geändert seit Ihrem letzten Blick am {day}</translation>
    </message>
    <message>
        <source>No answer changed.</source>
        <translation>Keine Antwort wurde geändert.</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>{name}: was {before}, now {after}</source>
        <translation>{name}: war {before}, jetzt {after}</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add a line</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>From the record: {names}</source>
        <translation>Aus der Akte: {names}</translation>
    </message>
</context>
<context>
    <name>RuleTable</name>
    <message>
        <source>Rule table</source>
        <translation>Regeltabelle</translation>
    </message>
    <message>
        <source>The table follows once the term is chosen.</source>
        <translation>Die Tabelle folgt, sobald der Begriff gewählt ist.</translation>
    </message>
</context>
<context>
    <name>SamePerson</name>
    <message>
        <source>Open this patient</source>
        <translation>Diesen Patienten öffnen</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Already here: {known}</source>
        <translation>Schon vorhanden: {known}</translation>
    </message>
</context>
<context>
    <name>SearchButton</name>
    <message>
        <source>Search or command</source>
        <translation>Suchen oder Befehl</translation>
    </message>
</context>
<context>
    <name>SeenView</name>
    <message>
        <source>restore</source>
        <translation>wiederherstellen</translation>
    </message>
    <message>
        <source>Type “{word}” to put the backup in its place.</source>
        <translation>Geben Sie „{word}“ ein, um die Sicherung an ihre Stelle zu setzen.</translation>
    </message>
    <message>
        <source>The practice as of {day}. This computer will be computer {letter} of it, beside the first.</source>
        <translation>Die Praxis mit dem Stand vom {day}. Dieser Computer wird ihr Computer {letter}, neben dem ersten.</translation>
    </message>
    <message>
        <source>The practice as it left the other computer on {day}. Entries in its history: {entries}.</source>
        <translation>Die Praxis, wie sie am {day} den anderen Computer verließ. Einträge in ihrer Änderungsgeschichte: {entries}.</translation>
    </message>
    <message>
        <source>The backup of today. Entries in its history: {entries}.</source>
        <translation>Die Sicherung von heute. Einträge in ihrer Änderungsgeschichte: {entries}.</translation>
    </message>
    <message>
        <source>The backup of {day}, one day old. Entries in its history: {entries}.</source>
        <translation>Die Sicherung vom {day}, einen Tag alt. Einträge in ihrer Änderungsgeschichte: {entries}.</translation>
    </message>
    <message>
        <source>The backup of {day}, {days} days old. Entries in its history: {entries}.</source>
        <translation>Die Sicherung vom {day}, {days} Tage alt. Einträge in ihrer Änderungsgeschichte: {entries}.</translation>
    </message>
    <message>
        <source>The history in this backup is not the one that was signed. An older one may be.</source>
        <translation>Die Änderungsgeschichte in dieser Sicherung ist nicht die signierte. In einer älteren ist sie es vielleicht.</translation>
    </message>
    <message>
        <source>On this computer there is another practice, or one with another history.</source>
        <translation>Auf diesem Computer ist eine andere Praxis oder eine mit einer anderen Änderungsgeschichte.</translation>
    </message>
    <message>
        <source>What is on this computer has another key. It cannot be shown what would be missing.</source>
        <translation>Was auf diesem Computer ist, hat einen anderen Schlüssel. Was fehlen würde, lässt sich nicht zeigen.</translation>
    </message>
    <message>
        <source>What is on this computer cannot be read. It cannot be shown by name what would be missing.</source>
        <translation>Was auf diesem Computer ist, lässt sich nicht lesen. Was fehlen würde, lässt sich nicht namentlich zeigen.</translation>
    </message>
    <message>
        <source>1 entry was made after the backup.</source>
        <translation>Nach der Sicherung entstand 1 Eintrag.</translation>
    </message>
    <message>
        <source>{count} entries were made after the backup.</source>
        <translation>Nach der Sicherung entstanden {count} Einträge.</translation>
    </message>
    <message>
        <source>Bundles may have left since. Ask the registry for its resync file before the next export.</source>
        <translation>Seitdem können Bündel abgegangen sein. Bitten Sie das Register vor dem nächsten Export um seine Abgleichdatei.</translation>
    </message>
    <message>
        <source>Here now and not in the backup</source>
        <translation>Jetzt hier und nicht in der Sicherung</translation>
    </message>
    <message>
        <source>Nothing is here that is not in the backup.</source>
        <translation>Hier ist nichts, was nicht in der Sicherung steht.</translation>
    </message>
    <message>
        <source>What is here now is not deleted: it is kept in a folder beside it.</source>
        <translation>Was jetzt hier ist, wird nicht gelöscht: Es bleibt in einem Ordner daneben.</translation>
    </message>
    <message>
        <source>and {count} more entries</source>
        <translation>und {count} weitere Einträge</translation>
    </message>
    <message>
        <source>1 action, such as unlocking</source>
        <translation>1 Vorgang, etwa ein Entsperren</translation>
    </message>
    <message>
        <source>{count} actions, such as unlocking</source>
        <translation>{count} Vorgänge, etwa Entsperren</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 Entwurf</translation>
    </message>
    <message>
        <source>{count} drafts, as far as they are not in the backup</source>
        <translation>{count} Entwürfe, soweit sie nicht in der Sicherung sind</translation>
    </message>
    <message>
        <source>Bundle {number} of {day} was sent</source>
        <translation>Bündel {number} vom {day} wurde gesendet</translation>
    </message>
    <message>
        <source>Master data</source>
        <translation>Stammdaten</translation>
    </message>
    <message>
        <source>Infusion</source>
        <translation>Infusion</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Answer to the registry</source>
        <translation>Antwort an das Register</translation>
    </message>
    <message>
        <source>Person of the practice</source>
        <translation>Person der Praxis</translation>
    </message>
    <message>
        <source>day {number}, {date}</source>
        <translation>Tag {number}, {date}</translation>
    </message>
    <message>
        <source>day {number}</source>
        <translation>Tag {number}</translation>
    </message>
    <message>
        <source>new, {who}, {date}</source>
        <translation>neu, {who}, {date}</translation>
    </message>
    <message>
        <source>changed, {who}, {date}</source>
        <translation>geändert, {who}, {date}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>System: as the computer is set</source>
        <translation>System: wie am Computer eingestellt</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Seen after the next unlocking</source>
        <translation>Sichtbar nach dem nächsten Entsperren</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>CTCAE for new entries</source>
        <translation>CTCAE für neue Einträge</translation>
    </message>
    <message>
        <source>Each entry may say otherwise</source>
        <translation>Jeder Eintrag kann abweichen</translation>
    </message>
    <message>
        <source>Locks without input after</source>
        <translation>Sperrt ohne Eingabe nach</translation>
    </message>
    <message>
        <source>Drafts are safe</source>
        <translation>Entwürfe sind gesichert</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Praxis</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Sie sind</translation>
    </message>
    <message>
        <source>next setting</source>
        <translation>nächste Option</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Start afresh</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>These patients are invented. Nothing real belongs here, and nothing of it goes to a registry. Start afresh forgets all that was practised.</source>
        <translation>Diese Patienten sind erfunden. Echtes gehört nicht hierher, und nichts davon geht an ein Register. „Neu beginnen“ verwirft alles Geübte.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>ShiftModel</name>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
    <message>
        <source>at least grade {grade}</source>
        <translation>mindestens Grad {grade}</translation>
    </message>
    <message>
        <source>no grade</source>
        <translation>kein Grad</translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>Worked out</source>
        <translation>Berechnet</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Forgot your password?</source>
        <translation>Passwort vergessen?</translation>
    </message>
    <message>
        <source>Practise with invented patients</source>
        <translation>Mit erfundenen Patienten üben</translation>
    </message>
    <message>
        <source>Restore a backup …</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Wer arbeitet?</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>Guten Morgen</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>Guten Tag</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>Guten Abend</translation>
    </message>
    <message>
        <source>The next attempt can be made.</source>
        <translation>Der nächste Versuch ist möglich.</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Feststelltaste ist an</translation>
    </message>
    <message>
        <source>Choose who is working.</source>
        <translation>Wählen Sie, wer arbeitet.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Tippen Sie Ihr Passwort.</translation>
    </message>
</context>
<context>
    <name>SigningGate</name>
    <message>
        <source>Which day is it today?</source>
        <translation>Welcher Tag ist heute?</translation>
    </message>
    <message>
        <source>for example 14.10.2026</source>
        <translation>zum Beispiel 14.10.2026</translation>
    </message>
    <message>
        <source>Whose entry is it?</source>
        <translation>Wem gehört der Eintrag?</translation>
    </message>
    <message>
        <source>First signature for this patient today: type initials and birth year. Without a birth date the initials are enough.</source>
        <translation>Heute erste Signatur bei dieser Person: Geben Sie Initialen und Geburtsjahr ein. Ohne Geburtsdatum genügen die Initialen.</translation>
    </message>
    <message>
        <source>for example AM48</source>
        <translation>zum Beispiel AM48</translation>
    </message>
    <message>
        <source>That is not this patient. Compare the name above; nothing was signed.</source>
        <translation>Das ist nicht diese Person. Vergleichen Sie den Namen oben; nichts wurde signiert.</translation>
    </message>
    <message>
        <source>The computer&apos;s clock is in doubt. Type today&apos;s date.</source>
        <translation>Die Uhr des Computers ist fraglich. Geben Sie das heutige Datum ein.</translation>
    </message>
</context>
<context>
    <name>StateMark</name>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>to confirm</source>
        <translation>prüfen</translation>
    </message>
    <message>
        <source>to mend</source>
        <translation>korrigieren</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>I have compared them</source>
        <translation>Ich habe sie verglichen</translation>
    </message>
    <message>
        <source>Damaged places were found in the database. Lock and unlock it: then what can be read is rescued, or a backup is restored.</source>
        <translation>In der Datenbank wurden beschädigte Stellen gefunden. Sperren und entsperren Sie: Dann wird gerettet, was lesbar ist, oder eine Sicherung wiederhergestellt.</translation>
    </message>
    <message>
        <source>The history does not hold from change {n} on: it was edited outside IAGO Desktop or is damaged. Tell the person responsible for data protection.</source>
        <translation>Die Änderungsgeschichte ist ab Änderung {n} nicht stimmig: Sie wurde außerhalb von IAGO Desktop verändert oder ist beschädigt. Informieren Sie die für Datenschutz zuständige Person.</translation>
    </message>
    <message>
        <source>1 entry cannot be read or does not say what its history says. It does not leave.</source>
        <translation>1 Eintrag ist nicht lesbar oder stimmt nicht mit seiner Änderungsgeschichte überein. Er wird nicht übermittelt.</translation>
    </message>
    <message>
        <source>{n} entries cannot be read or do not say what their history says. They do not leave.</source>
        <translation>{n} Einträge sind nicht lesbar oder stimmen nicht mit ihrer Änderungsgeschichte überein. Sie werden nicht übermittelt.</translation>
    </message>
    <message>
        <source>Restore from history</source>
        <translation>Aus der Änderungsgeschichte wiederherstellen</translation>
    </message>
    <message>
        <source>1 entry could not be read and was put back from its history.</source>
        <translation>1 Eintrag war nicht lesbar und wurde aus seiner Änderungsgeschichte wiederhergestellt.</translation>
    </message>
    <message>
        <source>{n} entries could not be read and were put back from their history.</source>
        <translation>{n} Einträge waren nicht lesbar und wurden aus ihrer Änderungsgeschichte wiederhergestellt.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Identify</source>
        <translation>Erkennen</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Einstufen</translation>
    </message>
    <message>
        <source>Optimize</source>
        <translation>Optimieren</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Dokumentieren</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>{answered} of {asked}</source>
        <translation>{answered} von {asked}</translation>
    </message>
    <message>
        <source>{answered}/{asked} · {confirm} to confirm</source>
        <translation>{answered}/{asked} · {confirm} prüfen</translation>
    </message>
    <message>
        <source>no grade yet</source>
        <translation>noch kein Grad</translation>
    </message>
    <message>
        <source>at least {grade}</source>
        <translation>mindestens {grade}</translation>
    </message>
    <message>
        <source>grade {grade}</source>
        <translation>Grad {grade}</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
</context>
<context>
    <name>StepsRail</name>
    <message>
        <source>First start</source>
        <translation>Erster Start</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Praxis</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>Notfallblatt</translation>
    </message>
    <message>
        <source>Registry file</source>
        <translation>Registerdatei</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>First patient</source>
        <translation>Erster Patient</translation>
    </message>
    <message>
        <source>name, place, person</source>
        <translation>Name, Ort, Person</translation>
    </message>
    <message>
        <source>12 characters or more</source>
        <translation>12 Zeichen oder mehr</translation>
    </message>
    <message>
        <source>write down and lock away</source>
        <translation>abschreiben, wegschließen</translation>
    </message>
    <message>
        <source>from letter or stick</source>
        <translation>aus Brief oder Stick</translation>
    </message>
    <message>
        <source>compare with the letter</source>
        <translation>mit dem Brief vergleichen</translation>
    </message>
    <message>
        <source>or look around</source>
        <translation>oder umsehen</translation>
    </message>
    <message>
        <source>Step {number} of {count}: {name}</source>
        <translation>Schritt {number} von {count}: {name}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Show card</source>
        <translation>Karte zeigen</translation>
    </message>
</context>
<context>
    <name>TaskWords</name>
    <message>
        <source>Visit {day}</source>
        <translation>Visite {day}</translation>
    </message>
    <message>
        <source>agreed for {date}</source>
        <translation>vereinbart für {date}</translation>
    </message>
    <message>
        <source>window closed {date}</source>
        <translation>Fenster endete {date}</translation>
    </message>
    <message>
        <source>window to {date}</source>
        <translation>Fenster bis {date}</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>Start visit</source>
        <translation>Visite beginnen</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>form not installed</source>
        <translation>Formular nicht installiert</translation>
    </message>
    <message>
        <source>Open items: {count}</source>
        <translation>Offene Punkte: {count}</translation>
    </message>
    <message>
        <source>Ready to sign</source>
        <translation>Bereit zum Signieren</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>noch 1 Tag</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>noch {count} Tage</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>letzter Tag</translation>
    </message>
    <message>
        <source>{count} to confirm</source>
        <translation>{count} zu prüfen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Graded again</source>
        <translation>Neu eingestuft</translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation>Nicht signiert</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>asked {date} · the answer travels in the next bundle</source>
        <translation>gefragt {date} · die Antwort reist im nächsten Bündel</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Something unexpected happened. What was saved is safe.</source>
        <translation>Etwas Unerwartetes ist passiert. Gespeichertes ist sicher.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>search</source>
        <translation>suchen</translation>
    </message>
    <message>
        <source>Visits due</source>
        <translation>Fällige Visiten</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>To sign</source>
        <translation>Zu signieren</translation>
    </message>
    <message>
        <source>Questions from the registry</source>
        <translation>Rückfragen des Registers</translation>
    </message>
    <message>
        <source>1 visit due</source>
        <translation>1 Visite fällig</translation>
    </message>
    <message>
        <source>{count} visits due</source>
        <translation>{count} Visiten fällig</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 Entwurf</translation>
    </message>
    <message>
        <source>{count} drafts</source>
        <translation>{count} Entwürfe</translation>
    </message>
    <message>
        <source>{count} to sign</source>
        <translation>{count} zu signieren</translation>
    </message>
    <message>
        <source>1 question from the registry</source>
        <translation>1 Rückfrage des Registers</translation>
    </message>
    <message>
        <source>{count} questions from the registry</source>
        <translation>{count} Rückfragen des Registers</translation>
    </message>
    <message>
        <source>select</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>Nothing due today.</source>
        <translation>Heute ist nichts fällig.</translation>
    </message>
</context>
<context>
    <name>TodaySide</name>
    <message>
        <source>Export for the registry</source>
        <translation>Export ans Register</translation>
    </message>
    <message>
        <source>Names and birth dates stay on this computer.</source>
        <translation>Namen und Geburtsdaten bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>Not yet sent</source>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message>
        <source>Write a file for it …</source>
        <translation>Datei für ihn schreiben …</translation>
    </message>
    <message>
        <source>Copy a backup to a stick</source>
        <translation>Sicherung auf einen Stick kopieren</translation>
    </message>
    <message>
        <source>Try your recovery sheet</source>
        <translation>Ihr Notfallblatt prüfen</translation>
    </message>
    <message>
        <source>Registry and backup</source>
        <translation>Register und Sicherung</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>visits</source>
        <translation>Visiten</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>of 1 patient</source>
        <translation>von 1 Patient</translation>
    </message>
    <message>
        <source>of {count} patients</source>
        <translation>von {count} Patienten</translation>
    </message>
    <message>
        <source>other changes of 1 patient</source>
        <translation>Änderungen bei 1 Patient</translation>
    </message>
    <message>
        <source>other changes of {count} patients</source>
        <translation>Änderungen bei {count} Patienten</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Computer {letter} exports</source>
        <translation>Computer {letter} exportiert</translation>
    </message>
    <message>
        <source>it gets files from here</source>
        <translation>er bekommt Dateien von hier</translation>
    </message>
    <message>
        <source>Bundle {number} confirmed</source>
        <translation>Bündel {number} bestätigt</translation>
    </message>
    <message>
        <source>receipt of {date}</source>
        <translation>Quittung vom {date}</translation>
    </message>
    <message>
        <source>Bundle {number} on its way</source>
        <translation>Bündel {number} unterwegs</translation>
    </message>
    <message>
        <source>of {date}, no receipt yet</source>
        <translation>vom {date}, noch keine Quittung</translation>
    </message>
    <message>
        <source>1 withdrawal</source>
        <translation>1 Widerruf</translation>
    </message>
    <message>
        <source>{count} withdrawals</source>
        <translation>{count} Widerrufe</translation>
    </message>
    <message>
        <source>waits for the next bundle</source>
        <translation>wartet auf das nächste Bündel</translation>
    </message>
    <message>
        <source>sent, not confirmed by the registry yet</source>
        <translation>gesendet, vom Register noch nicht bestätigt</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Noch keine Sicherung</translation>
    </message>
    <message>
        <source>made when the program closes</source>
        <translation>entsteht beim Schließen</translation>
    </message>
    <message>
        <source>Backup of today</source>
        <translation>Sicherung von heute</translation>
    </message>
    <message>
        <source>Last backup yesterday</source>
        <translation>Letzte Sicherung gestern</translation>
    </message>
    <message>
        <source>Last backup {days} days ago</source>
        <translation>Letzte Sicherung vor {days} Tagen</translation>
    </message>
    <message>
        <source>The backup cannot be opened</source>
        <translation>Sicherung lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>make a new one: Settings</source>
        <translation>neu anlegen: Optionen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Locks in {seconds} s</source>
        <translation>Sperrt in {seconds} s</translation>
    </message>
</context>
<context>
    <name>Trend</name>
    <message>
        <source>sent: {value}</source>
        <translation>gesendet: {value}</translation>
    </message>
    <message>
        <source>now: {value}</source>
        <translation>jetzt: {value}</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Restore a backup …</source>
        <translation>Sicherung wiederherstellen …</translation>
    </message>
    <message>
        <source>Already open</source>
        <translation>Bereits geöffnet</translation>
    </message>
    <message>
        <source>The data folder is read-only</source>
        <translation>Der Datenordner ist nur lesbar</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The key store is damaged</source>
        <translation>Der Schlüsselspeicher ist beschädigt</translation>
    </message>
    <message>
        <source>The key store is missing</source>
        <translation>Der Schlüsselspeicher fehlt</translation>
    </message>
    <message>
        <source>Not on a network drive</source>
        <translation>Nicht auf einem Netzlaufwerk</translation>
    </message>
    <message>
        <source>Not in a synchronised folder</source>
        <translation>Nicht in einem synchronisierten Ordner</translation>
    </message>
    <message>
        <source>Not in this part of the profile</source>
        <translation>Nicht in diesem Teil des Profils</translation>
    </message>
    <message>
        <source>Others can read the data folder</source>
        <translation>Andere können den Datenordner lesen</translation>
    </message>
    <message>
        <source>A newer version is needed</source>
        <translation>Eine neuere Version ist nötig</translation>
    </message>
    <message>
        <source>The data cannot be opened</source>
        <translation>Die Daten lassen sich nicht öffnen</translation>
    </message>
    <message>
        <source>Data folder: {folder}</source>
        <translation>Datenordner: {folder}</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Programm schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open since {time} on {day} on the computer {computer} (process {pid}).</source>
        <translation>Geöffnet seit {time} Uhr am {day} auf dem Computer {computer} (Prozess {pid}).</translation>
    </message>
</context>
<context>
    <name>TrySheet</name>
    <message>
        <source>Take your sheet from where it is locked away and type its six groups. This opens nothing. It only says whether the sheet is the right one, and notes the day.</source>
        <translation>Holen Sie Ihr Blatt, wo es verschlossen liegt, und geben Sie die sechs Gruppen ein. Das öffnet nichts. Es sagt nur, ob es das richtige Blatt ist, und merkt sich den Tag.</translation>
    </message>
    <message>
        <source>Try the sheet</source>
        <translation>Blatt prüfen</translation>
    </message>
    <message>
        <source>Try the recovery sheet</source>
        <translation>Notfallblatt prüfen</translation>
    </message>
    <message>
        <source>The six groups</source>
        <translation>Die sechs Gruppen</translation>
    </message>
    <message>
        <source>The sheet is being tried.</source>
        <translation>Das Blatt wird geprüft.</translation>
    </message>
    <message>
        <source>The sheet is the right one. Lock it away again.</source>
        <translation>Das ist das richtige Blatt. Schließen Sie es wieder weg.</translation>
    </message>
</context>
<context>
    <name>UnitSettings</name>
    <message>
        <source>A number without a unit is read in this one. What was recorded keeps the unit it has.</source>
        <translation>Eine Zahl ohne Einheit gilt in dieser. Was erfasst ist, behält seine Einheit.</translation>
    </message>
    <message>
        <source>Laboratory units</source>
        <translation>Einheiten des Labors</translation>
    </message>
    <message>
        <source>Unit of {value}</source>
        <translation>Einheit: {value}</translation>
    </message>
    <message>
        <source>{value} is read in {unit} from now on.</source>
        <translation>{value} wird ab jetzt in {unit} gelesen.</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>You came in by the recovery sheet. Write down a new one; the old one is void then.</source>
        <translation>Sie haben mit dem Notfallblatt entsperrt. Schreiben Sie ein neues auf; das alte ist dann ungültig.</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Encrypted on this computer. Works without internet.</source>
        <translation>Auf diesem Computer verschlüsselt. Läuft ohne Internet.</translation>
    </message>
</context>
<context>
    <name>UpdateSettings</name>
    <message>
        <source>Check an update file …</source>
        <translation>Updatedatei prüfen …</translation>
    </message>
    <message>
        <source>Go back …</source>
        <translation>Zurückkehren …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Version {version} is installed</source>
        <translation>Version {version} ist installiert</translation>
    </message>
    <message>
        <source>From a stick; nothing is looked for on a network, nothing installs itself</source>
        <translation>Von einem Stick; nichts wird im Netz gesucht, nichts installiert sich selbst</translation>
    </message>
    <message>
        <source>Built without a release key: no update file can be checked</source>
        <translation>Ohne Freigabeschlüssel gebaut: Updatedateien lassen sich nicht prüfen</translation>
    </message>
    <message>
        <source>Back to the version before</source>
        <translation>Zurück zur Version davor</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>The data as they were before the update of {day}; open until {last}</source>
        <translation>Die Daten, wie sie vor dem Update vom {day} waren; möglich bis {last}</translation>
    </message>
    <message>
        <source>The update file is being checked.</source>
        <translation>Die Updatedatei wird geprüft.</translation>
    </message>
    <message>
        <source>The copy from before the update is being opened.</source>
        <translation>Die Kopie von vor dem Update wird geöffnet.</translation>
    </message>
</context>
<context>
    <name>UpdateSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Version {version} is installed already</source>
        <translation>Version {version} ist schon installiert</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Update file of {day}</source>
        <translation>Updatedatei vom {day}</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>What you do</source>
        <translation>Was Sie tun</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>Your IT may install it silently; the sheet for IT beside the installer says how. The checksum that was compared: {sum}</source>
        <translation>Ihre IT kann sie unbeaufsichtigt installieren; wie, steht im IT-Blatt beim Installationsprogramm. Die verglichene Prüfsumme: {sum}</translation>
    </message>
    <message>
        <source>For IT</source>
        <translation>Für die IT</translation>
    </message>
    <message>
        <source>Signed with a release key that this program knows.</source>
        <translation>Signiert mit einem Freigabeschlüssel, den dieses Programm kennt.</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>{file} beside it is the installer that was signed.</source>
        <translation>{file} daneben ist das signierte Installationsprogramm.</translation>
    </message>
    <message>
        <source>It follows version {version}, which is installed here.</source>
        <translation>Sie folgt auf Version {version}, die hier installiert ist.</translation>
    </message>
    <message>
        <source>Close this program on all computers of the practice that are to be updated.</source>
        <translation>Schließen Sie dieses Programm auf allen Computern der Praxis, die das Update bekommen.</translation>
    </message>
    <message>
        <source>Start {file}. This program never installs by itself.</source>
        <translation>Starten Sie {file}. Dieses Programm installiert nie von selbst.</translation>
    </message>
    <message>
        <source>Unlock as always.</source>
        <translation>Entsperren Sie wie immer.</translation>
    </message>
    <message>
        <source>The database stays as it is.</source>
        <translation>Die Datenbank bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>At the first unlocking the database is copied, the copy is opened, and only then changed.</source>
        <translation>Beim ersten Entsperren wird die Datenbank kopiert und die Kopie geöffnet; erst dann wird sie verändert.</translation>
    </message>
    <message>
        <source>For 30 days “Updates” in the settings leads back to this version, and names what would be missing.</source>
        <translation>30 Tage lang führt „Updates“ in den Optionen zu dieser Version zurück und nennt, was fehlen würde.</translation>
    </message>
    <message>
        <source>The copy needs room in the data folder: {folder}</source>
        <translation>Die Kopie braucht Platz im Datenordner: {folder}</translation>
    </message>
</context>
<context>
    <name>WaitPage</name>
    <message>
        <source>The training practice opens</source>
        <translation>Die Übungspraxis wird geöffnet</translation>
    </message>
    <message>
        <source>The first time its patients are invented. That takes up to half a minute.</source>
        <translation>Beim ersten Mal werden ihre Patienten erfunden. Das dauert bis zu einer halben Minute.</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Several passwords did not fit. The next attempt can be made in {count} minutes.</source>
        <translation>Mehrere Passwörter haben nicht gepasst. Der nächste Versuch ist in {count} Minuten möglich.</translation>
    </message>
    <message>
        <source>Several passwords did not fit. The next attempt can be made in 1 second.</source>
        <translation>Mehrere Passwörter haben nicht gepasst. Der nächste Versuch ist in 1 Sekunde möglich.</translation>
    </message>
    <message>
        <source>Several passwords did not fit. The next attempt can be made in {count} seconds.</source>
        <translation>Mehrere Passwörter haben nicht gepasst. Der nächste Versuch ist in {count} Sekunden möglich.</translation>
    </message>
</context>
<context>
    <name>WayBackSheet</name>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückkehren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type “{word}” to close the program and put the older data in place.</source>
        <translation>Geben Sie „{word}“ ein, um das Programm zu schließen und die älteren Daten an ihre Stelle zu setzen.</translation>
    </message>
    <message>
        <source>Back to the version before</source>
        <translation>Zurück zur Version davor</translation>
    </message>
    <message>
        <source>The data stand again as they were before the update of {day}. The data of today are put into a folder beside them and stay. After it this program closes: start the version before. This one would update the data again.</source>
        <translation>Die Daten sind danach wieder, wie sie vor dem Update vom {day} waren. Die heutigen Daten kommen in einen Ordner daneben und bleiben. Danach schließt sich dieses Programm: Starten Sie die Version davor. Diese hier würde die Daten erneut aktualisieren.</translation>
    </message>
    <message>
        <source>Drafts are not carried over. Finish them first, or they stay in that folder.</source>
        <translation>Entwürfe werden nicht übernommen. Schließen Sie sie vorher ab, sonst bleiben sie in jenem Ordner.</translation>
    </message>
    <message>
        <source>Nothing was entered since.</source>
        <translation>Seitdem wurde nichts eingetragen.</translation>
    </message>
    <message>
        <source>This would be missing:</source>
        <translation>Das würde fehlen:</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>The word differs. Nothing has been changed.</source>
        <translation>Das Wort stimmt nicht. Es wurde nichts verändert.</translation>
    </message>
</context>
<context>
    <name>WindowRuler</name>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
</context>
<context>
    <name>WorklistModel</name>
    <message>
        <source>no day</source>
        <translation>kein Tag</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
</context>
<context>
    <name>YesNoUnknown</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
</context>
<context>
    <name>_Hits</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>_Model</name>
    <message>
        <source>Imported</source>
        <translation>Eingelesen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Receipt for bundle {number}</source>
        <translation>Quittung für Bündel {number}</translation>
    </message>
    <message>
        <source>Questions, file {number}</source>
        <translation>Rückfragen, Datei {number}</translation>
    </message>
    <message>
        <source>The registry&apos;s card, version {number}</source>
        <translation>Karte des Registers, Version {number}</translation>
    </message>
    <message>
        <source>Certificate {number}</source>
        <translation>Zertifikat {number}</translation>
    </message>
    <message>
        <source>Pack, version {number}</source>
        <translation>Formularpaket, Version {number}</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 Rückfrage</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>{count} Rückfragen</translation>
    </message>
</context>
<context>
    <name>model</name>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
</context>
</TS>
