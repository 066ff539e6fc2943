#!/usr/bin/env bash
# An application that can take continuous access evaluation tells so with clientCapabilities("cp1"); a resource then answers
# a revoked token with a challenge, whose claims go into the next request for a token. msal4j 1.26.0 sends both together
# where the application acts for itself. On behalf of a user it sends the capabilities in the place of the claims, so that
# the challenge never reaches the identity provider, which gives the same kind of token again. Without capabilities it sends
# the claims. A program has to put the capability into the claims itself, and name none for the application.
#
# Seen on 2026-12-01 with JDK 17, msal4j 1.26.0 (claims of the request for a token):
#   for itself, with capabilities: {"access_token":{"nbf":{...},"xms_cc":{...}}}
#   on behalf of a user, with capabilities: {"access_token":{"xms_cc":{...}}}
#   on behalf of a user, without capabilities: {"access_token":{"nbf":{...}}}
#
# Needs Linux, a JDK 17 or newer and Maven; no account, no network beyond the registry: the HTTP client is handed to msal4j
# and answers by itself. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>finding</groupId>
  <artifactId>finding</artifactId><version>1</version><dependencies><dependency><groupId>com.microsoft.azure</groupId>
  <artifactId>msal4j</artifactId><version>1.26.0</version></dependency></dependencies></project>' > pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars
cat > Claims.java <<'JAVA'
import com.microsoft.aad.msal4j.ClaimsRequest;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Claims {
    static final String CHALLENGE = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";
    static String sent = "";

    public static void main(String[] arguments) throws Exception {
        IHttpClient http = request -> {
            sent = Arrays.stream(request.body().split("&")).filter(part -> part.startsWith("claims="))
                    .map(part -> URLDecoder.decode(part.substring(7), StandardCharsets.UTF_8)).findFirst().orElse("none");
            HttpResponse answer = new HttpResponse();
            answer.statusCode(200);
            answer.addHeaders(Map.of("Content-Type", List.of("application/json")));
            answer.body("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
            return answer;
        };
        for (boolean capable : new boolean[] {true, false}) {
            for (boolean user : new boolean[] {false, true}) {
                var builder = ConfidentialClientApplication.builder("app", ClientCredentialFactory.createFromSecret("not-a-secret"))
                        .authority("https://login.microsoftonline.com/tenant/").instanceDiscovery(false).httpClient(http);
                var application = capable ? builder.clientCapabilities(Set.of("cp1")).build() : builder.build();
                ClaimsRequest claims = ClaimsRequest.formatAsClaimsRequest(CHALLENGE);
                Set<String> scopes = Set.of("https://example.org/.default");
                if (user) {
                    application.acquireToken(OnBehalfOfParameters.builder(scopes, new UserAssertion("a.b.c")).claims(claims).build()).get();
                } else {
                    application.acquireToken(ClientCredentialParameters.builder(scopes).claims(claims).build()).get();
                }
                System.out.println((user ? "on behalf of a user" : "for itself") + (capable ? ", with" : ", without")
                        + " capabilities: challenge " + (sent.contains("nbf") ? "sent" : "not sent") + ", capability "
                        + (sent.contains("cp1") ? "sent" : "not sent"));
            }
        }
    }
}
JAVA
java -cp "jars/*" Claims.java 2>errors | tee seen || { cat errors >&2; exit 1; }
diff - seen <<'SEEN' || { echo "The behaviour has changed." >&2; exit 1; }
for itself, with capabilities: challenge sent, capability sent
on behalf of a user, with capabilities: challenge not sent, capability sent
for itself, without capabilities: challenge sent, capability not sent
on behalf of a user, without capabilities: challenge sent, capability not sent
SEEN
echo "msal4j 1.26.0 drops the claims on behalf of a user where the application has capabilities"
