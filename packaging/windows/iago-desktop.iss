; The installer for Windows: for one user, without administrator's rights.  Inno Setup 6.3 or newer:
;     iscc /DVersion=0.1.0 packaging\windows\iago-desktop.iss
; Not run so far.
; Silent: iago-desktop-0.1.0-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/ALLUSERS] [/DIR="..."] [/LANG=german] [/LOG="..."]
; /ALLUSERS, by an administrator: into a folder that its users cannot write to.
; Removing: "...\unins000.exe" /VERYSILENT.  The data of the practice stay, in %LOCALAPPDATA%\IAGO Desktop of each user.

#ifndef Version
  #error Say which version: iscc /DVersion=...
#endif
#if Ver < EncodeVer(6, 3, 0)
  #error Inno Setup 6.3 or newer, please: older ones do not read this file as UTF-8
#endif
#define Name "IAGO Desktop"

[Setup]
; Never changed: an update finds what it replaces by it.
AppId={{7E0B8C3B-6E2E-4B7F-9C52-3C4B1A60D7A1}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The IAGO Desktop contributors
AppVerName={#Name} {#Version}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
DisableProgramGroupPage=yes
DisableWelcomePage=no
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\iago.ico
UninstallDisplayIcon={app}\iago-desktop.exe
OutputDir=..\..\dist
OutputBaseFilename=iago-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
; Signed where a certificate is at hand: iscc /Ssigntool="..." /DSigned
#ifdef Signed
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "german"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
english.Bundle=IAGO bundle
german.Bundle=IAGO-Bündel
english.DataStay=The data of the practice stay where they are:
german.DataStay=Die Daten der Praxis bleiben, wo sie sind:

[Files]
Source: "..\..\dist\iago-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; Modules of an older version must not be found beside those of this one.
Type: filesandordirs; Name: "{app}\lib"

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\iago-desktop.exe"

[Registry]
; A bundle shows its kind and icon.  It is not opened by a double click: it is imported from within.
Root: HKA; Subkey: "Software\Classes\.iago"; ValueType: string; ValueData: "IAGO.Bundle"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.iago"; ValueName: "Content Type"; ValueType: string; ValueData: "application/vnd.iago.bundle+zip"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\IAGO.Bundle"; ValueType: string; ValueData: "{cm:Bundle}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\IAGO.Bundle\DefaultIcon"; ValueType: string; ValueData: "{app}\iago-desktop.exe,0"

[Run]
Filename: "{app}\iago-desktop.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[Code]
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not UninstallSilent then
    MsgBox(CustomMessage('DataStay') + #13#10 + ExpandConstant('{localappdata}\IAGO Desktop'), mbInformation, MB_OK);
end;
