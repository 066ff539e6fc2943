#!/usr/bin/env bash
# The library that keeps msal4j's token cache on disk, msal4j-persistence-extension (newest release: 1.3.0), takes the UTF-8
# constant of nimbus-jose-jwt in the two methods that msal4j calls around every access to the cache, and does not declare
# that library: it came with the msal4j 1.15.0 it was built for. The newest msal4j brings it no more, and Maven takes the
# newer msal4j where a program asks for one. So it compiles, makes its file, and throws NoClassDefFoundError when the first
# token is written. A program has to name nimbus-jose-jwt itself.
#
# Seen on 2026-12-01 with JDK 17, msal4j-persistence-extension 1.3.0:
#   msal4j 1.15.0: written, 11 bytes
#   msal4j 1.26.0: java.lang.NoClassDefFoundError: com/nimbusds/jose/util/StandardCharset
#   msal4j 1.26.0 and nimbus-jose-jwt 10.9: written, 11 bytes
#
# Needs Linux, a JDK 17 or newer and Maven; no account, no network beyond the registry. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
jars() { # folder, dependencies
  mkdir "$1"
  echo "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>finding</groupId>
    <artifactId>finding</artifactId><version>1</version><dependencies>$2</dependencies></project>" > "$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars
}
extension=$(dependency com.microsoft.azure msal4j-persistence-extension 1.3.0)
jars own "$extension"
jars newest "$(dependency com.microsoft.azure msal4j 1.26.0)$extension"
jars named "$(dependency com.microsoft.azure msal4j 1.26.0)$extension$(dependency com.nimbusds nimbus-jose-jwt 10.9)"
cat > Keep.java <<'JAVA'
import com.microsoft.aad.msal4j.ITokenCache;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import com.microsoft.aad.msal4jextensions.PersistenceSettings;
import com.microsoft.aad.msal4jextensions.PersistenceTokenCacheAccessAspect;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

public class Keep {
    /** What msal4j hands to the extension after it has changed its cache. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(Keep.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var aspect = new PersistenceTokenCacheAccessAspect(PersistenceSettings.builder("cache", folder)
                .setLinuxUseUnprotectedFileAsCacheStorage(true).build());
        var cache = answering(ITokenCache.class, Map.of("serialize", "{\"Kept\":{}}"));
        try {
            aspect.afterCacheAccess(answering(ITokenCacheAccessContext.class, Map.of("tokenCache", cache, "hasCacheChanged", true)));
            System.out.println("written, " + Files.size(folder.resolve("cache")) + " bytes");
        } catch (NoClassDefFoundError e) {
            System.out.println(e);
        }
    }
}
JAVA
run() { mkdir "$1/kept"; java -cp "$1/jars/*" Keep.java "$work/$1/kept" 2>"$1/errors" || { cat "$1/errors" >&2; exit 1; }; }
a=$(run own); b=$(run newest); c=$(run named)
echo "msal4j $(basename own/jars/msal4j-1.*.jar .jar | sed s/msal4j-//): $a"
echo "msal4j 1.26.0: $b"
echo "msal4j 1.26.0 and nimbus-jose-jwt 10.9: $c"
[ "$a" = "written, 11 bytes" ] && [ "$c" = "written, 11 bytes" ] || { echo "changed: it writes otherwise" >&2; exit 1; }
[ "$b" = "java.lang.NoClassDefFoundError: com/nimbusds/jose/util/StandardCharset" ] || { echo "changed: it no longer needs the class" >&2; exit 1; }
echo "As described."
