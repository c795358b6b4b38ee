@echo off
rem Starts the WebSocket API Emulator on Windows.
rem
rem   JAVA_HOME           the JDK to use, 17 or newer; if it is not set, the java on the PATH
rem   JAVA_OPTS           options of the JVM, such as -Xmx2g
rem   WSEMULATOR_ARCHIVE  where archives of classes are kept, which make the start faster: a folder,
rem                       or "off"; if it is not set, %LOCALAPPDATA%\wsemulator
rem
rem The only command of this script itself is --make-archive: it makes the archive at once.
rem "start" makes it in the background if there is none.
setlocal DisableDelayedExpansion EnableExtensions
set "HERE=%~dp0"
set "JAR=%HERE%websocket-api-emulator.jar"

if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  set "JAVA="
  for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
)
if not defined JAVA goto nojava
if not exist "%JAVA%" goto wronghome

set "VERSION="
for /f tokens^=2^ delims^=^" %%V in ('^""%JAVA%" -version 2^>^&1^"') do if not defined VERSION set "VERSION=%%V"
for /f "tokens=1,2 delims=.-+" %%A in ("%VERSION%") do (
  set "MAJOR=%%A"
  if "%%A"=="1" set "MAJOR=%%B"
)
if not defined MAJOR goto unknown
if %MAJOR% LSS 17 goto old

set "ARCHIVE="
if "%WSEMULATOR_ARCHIVE%"=="off" goto options
set "ROOT=%WSEMULATOR_ARCHIVE%"
if not defined ROOT if not defined LOCALAPPDATA goto options
if not defined ROOT set "ROOT=%LOCALAPPDATA%\wsemulator"
set "OWN="
for %%F in ("%HERE%lib\websocket-api-emulator-core-*.jar") do set "OWN=%%~nF"
rem The jar's place, size and time: with another jar, the archive is another one. The JVM itself
rem checks that the libraries are the same.
for %%F in ("%JAR%") do set "KEY=%%~pF-%%~zF-%%~tF"
set "KEY=%KEY:\=_%"
set "KEY=%KEY:/=_%"
set "KEY=%KEY::=_%"
set "KEY=%KEY: =_%"
set "ARCHIVE=%ROOT%\%OWN:websocket-api-emulator-core-=%-%VERSION%\classes%KEY%.jsa"

:options
if "%~1"=="--make-archive" goto make
set "OPTIONS="
if not defined ARCHIVE goto heap
if exist "%ARCHIVE%" (
  if %MAJOR% GEQ 25 (
    set OPTIONS=-Xlog:aot*=off -Xlog:cds*=off "-XX:AOTCache=%ARCHIVE%"
  ) else (
    set OPTIONS=-Xlog:cds*=off "-XX:SharedArchiveFile=%ARCHIVE%"
  )
) else if "%~1"=="start" if not exist "%ARCHIVE%.failed" start "" /b /low cmd /d /c ""%~f0" --make-archive" >nul 2>&1 <nul

:heap
if not "%~1"=="start" (
  set OPTIONS=%OPTIONS% -XX:TieredStopAtLevel=1
  goto run
)
set OPTIONS=%OPTIONS% -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
set OPTIONS=%OPTIONS% -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000
echo %JAVA_OPTS% %JDK_JAVA_OPTIONS% %JAVA_TOOL_OPTIONS% | findstr /c:"-Xmx" /c:"MaxHeapSize" /c:"MaxRAM" >nul
if errorlevel 1 set OPTIONS=%OPTIONS% -Xmx768m

:run
"%JAVA%" %OPTIONS% %JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Makes the archive beside its place and moves it there when it is whole. The folder keeps two from
rem making the same one.
:make
if not defined ARCHIVE (
  echo websocket-api-emulator: There is no folder for an archive: WSEMULATOR_ARCHIVE is off, or LOCALAPPDATA is not set. 1>&2
  exit /b 1
)
if exist "%ARCHIVE%" goto made
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
set "MAKING=%ARCHIVE%.making"
mkdir "%MAKING%" 2>nul || exit /b 1
set "MAKE=-XX:ArchiveClassesAtExit=%MAKING%\archive"
if %MAJOR% GEQ 25 set "MAKE=-XX:AOTCacheOutput=%MAKING%\archive"
"%JAVA%" "%MAKE%" "-Djava.io.tmpdir=%MAKING%" -cp "%JAR%" dev.wsemulator.cli.ArchivedClasses "%MAKING%" >nul 2>&1 <nul && move /y "%MAKING%\archive" "%ARCHIVE%" >nul 2>&1
if not exist "%ARCHIVE%" type nul >"%ARCHIVE%.failed"
rmdir /s /q "%MAKING%"
:made
if not exist "%ARCHIVE%" (
  echo websocket-api-emulator: The archive "%ARCHIVE%" could not be made. 1>&2
  exit /b 1
)
echo %ARCHIVE%
exit /b 0

:nojava
echo websocket-api-emulator: There is no java on the PATH. Install a JDK 17 or newer, or set JAVA_HOME to its folder. 1>&2
exit /b 1
:wronghome
echo websocket-api-emulator: JAVA_HOME is %JAVA_HOME%, which has no program bin\java.exe. Set it to the folder of a JDK 17 or newer, or unset it. 1>&2
exit /b 1
:unknown
echo websocket-api-emulator: "%JAVA%" does not tell its version. Set JAVA_HOME to the folder of a JDK 17 or newer. 1>&2
exit /b 1
:old
echo websocket-api-emulator: Java 17 or newer is needed, and "%JAVA%" is Java %VERSION%. Set JAVA_HOME to the folder of a newer JDK. 1>&2
exit /b 1
