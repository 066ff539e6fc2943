package dev.aks4j.identity.internal.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What a real kube-apiserver answered to SubjectAccessReviews over generated roles and bindings, beside those that it makes
 * itself. A line with {@code server} begins a world, one with {@code world} has its roles and bindings, and each other line
 * is a question and its answer. CONTRIBUTING.md says how to ask anew.
 */
class RbacAgreesWithRealServerTest {

    private static final List<Json> LINES = lines("answers-1.37.2.jsonl.gz");

    private static List<Json> lines(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(RbacAgreesWithRealServerTest.class.getResourceAsStream(name)),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(Json::parse).collect(Collectors.toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theEvaluatorDecidesAsTheServerDoes() {
        List<String> differences = new ArrayList<>();
        int asked = 0;
        Rbac rbac = new Rbac(List.of(), List.of(), List.of(), List.of());
        for (Json line : LINES) {
            if (line.has("world")) {
                rbac = world(line.path("world"));
            } else if (line.has("spec")) {
                asked++;
                boolean real = line.path("allowed").asBoolean();
                if (rbac.allows(user(line), call(line)) != real) {
                    differences.add(line.toString());
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(asked).isGreaterThanOrEqualTo(500);
    }

    @Test
    void theBindingThatTheServerNamesIsAmongTheGrants() {
        Rbac rbac = new Rbac(List.of(), List.of(), List.of(), List.of());
        List<String> differences = new ArrayList<>();
        for (Json line : LINES) {
            if (line.has("world")) {
                rbac = world(line.path("world"));
            } else if (line.path("reason").asText().startsWith("RBAC: allowed by")) {
                List<String> grants = rbac.grants(user(line), call(line)).stream()
                        .map(RbacAgreesWithRealServerTest::reason)
                        .toList();
                if (!grants.contains(line.path("reason").asText())) {
                    differences.add(line + " but " + grants);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void bothAnswersOccurOften() {
        long allowed =
                LINES.stream().filter(line -> line.path("allowed").asBoolean()).count();
        long refused = LINES.stream()
                .filter(line -> line.has("spec") && !line.path("allowed").asBoolean())
                .count();
        assertThat(allowed).isGreaterThan(200);
        assertThat(refused).isGreaterThan(200);
    }

    private static Rbac world(Json world) {
        return new Rbac(
                world.path("clusterroles").stream().toList(),
                world.path("roles").stream().toList(),
                world.path("clusterrolebindings").stream().toList(),
                world.path("rolebindings").stream().toList());
    }

    private static ApiUser user(Json line) {
        return new ApiUser(
                line.at("/spec/user").asText(),
                line.at("/spec/groups").stream().map(Json::asText).collect(Collectors.toSet()));
    }

    private static ApiCall call(Json line) {
        Json path = line.at("/spec/nonResourceAttributes");
        if (!path.isMissing()) {
            return ApiCall.path(path.path("verb").asText(), path.path("path").asText());
        }
        Json object = line.at("/spec/resourceAttributes");
        return ApiCall.object(
                object.path("verb").asText(),
                object.path("group").asText(),
                object.path("resource").asText(),
                object.path("subresource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText());
    }

    private static String reason(RbacGrant grant) {
        String binding = grant.namespace().isEmpty() ? grant.binding() : grant.binding() + "/" + grant.namespace();
        String subject = grant.subjectKind().equals("ServiceAccount")
                ? grant.subject().replaceFirst("(.*)/(.*)", "$2/$1")
                : grant.subject();
        return "RBAC: allowed by " + grant.bindingKind() + " \"" + binding + "\" of " + grant.roleKind() + " \""
                + grant.role() + "\" to " + grant.subjectKind() + " \"" + subject + "\"";
    }
}
