#!/usr/bin/env bash
# Two Jacksons on one class path, as in a Spring Boot 4 service beside an Azure SDK: Jackson 3 (tools.jackson, 3.2.3) does
# not know the tree nodes of Jackson 2 (com.fasterxml, 2.22.4), and does not refuse them either. It serialises a node as a
# bean: its getters become properties, its content is gone. A record that holds one gives valid JSON that says nothing.
#
# Seen on 2026-12-01 with JDK 17, jackson-databind 2.22.4 and tools.jackson 3.2.3:
#   Jackson 2: {"name":"shop","count":3}
#   Jackson 3: no "shop" and no 3 in it, but "array":false and "nodeType":"OBJECT"
#
# Needs a JDK 17 or newer and Maven. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>
<dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.22.4</version></dependency>
<dependency><groupId>tools.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>3.2.3</version></dependency>
</dependencies></project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars
cat > Two.java <<'JAVA'
public class Two {
    public static void main(String[] arguments) throws Exception {
        var tree = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode().put("name", "shop").put("count", 3);
        System.out.println(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(tree));
        System.out.println(tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(tree));
    }
}
JAVA
java -cp 'jars/*' Two.java > out.txt
echo "Jackson 2: $(sed -n 1p out.txt)"
echo "Jackson 3: $(sed -n 2p out.txt)"
[ "$(sed -n 1p out.txt)" = '{"name":"shop","count":3}' ]
second=$(sed -n 2p out.txt)
if grep -q '"shop"' <<< "$second"; then echo "changed: Jackson 3 writes the content now" >&2; exit 1; fi
grep -q '"array":false' <<< "$second" || { echo "changed: no bean either" >&2; exit 1; }
echo "As described."
