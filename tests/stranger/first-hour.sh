#!/bin/bash
# A stranger's first hour, from an empty folder with a JDK and Maven to a passing @AksTest and a program that makes a cluster in
# the simulator of another process. It does what the pages say, with the blocks of the pages, in ten commands. It is not part
# of the build: it installs this checkout's modules into the local Maven repository, as the README says.
#   tests/stranger/first-hour.sh [FOLDER]      the folder has to be empty or missing; default: a temporary one
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"; cd "$work"
[ -z "$(ls)" ] || { echo "$work is not empty"; exit 2; }
began=$(date +%s)
commands=0
step() { commands=$((commands + 1)); echo "[$(($(date +%s) - began)) s] $commands: $1"; }

# block FILE HEADING N: the N-th fenced block below a heading; an empty heading is the whole file
block() {
  awk -v heading="$2" -v wanted="$3" '
    /^## / { here = ($0 == "## " heading) }
    /^```/ { if (fenced) { fenced = 0 } else { fenced = 1; if (here || heading == "") n++ } ; next }
    fenced && (here || heading == "") && n == wanted { print }' "$1"
}

step "install the modules (README, Use it)"
(cd "$root" && eval "$(block README.md "Use it" 1)")

step "make a project with the README's snippet"
mkdir -p src/main/java src/test/java
{
  echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
  echo '<groupId>first</groupId><artifactId>hour</artifactId><version>1</version>'
  echo '<properties><maven.compiler.release>17</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>'
  block "$root/README.md" "Use it" 2
  echo '<build><plugins>'
  echo '<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>'
  echo '<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>'
  echo '<plugin><groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.0</version></plugin>'
  echo '</plugins></build></project>'
} > pom.xml

step "write the test of the page on testing"
block "$root/docs/guide/testing.md" "" 1 > src/test/java/ShopTest.java

step "run it"
mvn -B -ntp -q test

step "build the simulator (README, Simulated Azure on its own)"
(cd "$root" && eval "$(block README.md "Simulated Azure on its own" 1 | sed 's/ && java .*//')")

step "start it"
mkfifo simulator.in
java -jar "$root/aks-simulated-azure/target/simulator/aks-simulator.jar" < simulator.in > simulator.json &
exec 9> simulator.in
until [ -s simulator.json ]; do sleep 1; done

step "write a program of the pages on the simulator and on getting started"
{
  block "$root/docs/guide/simulator.md" "" 1 | grep '^import '
  block "$root/docs/guide/getting-started.md" "" 2 | grep '^import ' 
  echo 'public class Main { public static void main(String[] args) throws Exception {'
  block "$root/docs/guide/simulator.md" "" 1 | grep -v '^import '
  block "$root/docs/guide/getting-started.md" "" 2 | grep -v '^import '
  echo 'aks.close(); } }'
} | awk '!/^import / || !seen[$0]++' > src/main/java/Main.java

step "run it"
SIMULATOR=$(cat simulator.json) mvn -B -ntp -q compile exec:java -Dexec.mainClass=Main | tee program.txt
grep -q "No changes" program.txt
exec 9>&-
echo "Done in $(($(date +%s) - began)) s, with $commands commands, in $work"
