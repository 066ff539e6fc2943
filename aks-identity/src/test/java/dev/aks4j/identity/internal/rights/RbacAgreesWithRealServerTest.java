package dev.aks4j.identity.internal.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What a real kube-apiserver answered to SubjectAccessReviews over generated roles and bindings, beside those that it makes
 * itself. A line with {@code server} begins a world, one with {@code world} has its roles and bindings, and each other line
 * is a question and its answer. CONTRIBUTING.md says how to ask anew.
 */
class RbacAgreesWithRealServerTest {

    private static final List<Json> LINES = Stream.of("answers-1.37.2.jsonl.gz", "answers-1.37.2-impersonated.jsonl.gz")
            .flatMap(name -> lines(name).stream())
            .toList();

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
        assertThat(asked).isGreaterThanOrEqualTo(3000);
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

    /**
     * What the server lists as the rules of somebody in a namespace is what their bindings grant: each question that a
     * listed rule answers is one that the evaluator allows, and what it allows is listed. Only paths that are no resources
     * the server lists from bindings of a namespace too, where they count for nothing.
     */
    @Test
    void theRulesThatTheServerListsForSomebodyAreThoseOfTheirBindings() {
        Rbac rbac = new Rbac(List.of(), List.of(), List.of(), List.of());
        List<String> differences = new ArrayList<>();
        int listed = 0;
        for (Json line : LINES) {
            if (line.has("world")) {
                rbac = world(line.path("world"));
            } else if (line.has("rules")) {
                ApiUser user = user(line);
                List<Json> rules = Stream.of("resourceRules", "nonResourceRules")
                        .flatMap(kind -> line.at("/rules/" + kind).stream())
                        .toList();
                for (Json rule : line.at("/rules/resourceRules").stream().toList()) {
                    listed++;
                    for (ApiCall call : calls(rule, line.path("namespace").asText())) {
                        if (!rbac.allows(user, call)) {
                            differences.add(user + " " + call + " by " + rule);
                        }
                    }
                }
                for (ApiCall call : PROBES) {
                    ApiCall there = call.namespace().isEmpty()
                            ? call
                            : ApiCall.object(
                                    call.verb(),
                                    call.group(),
                                    call.resource(),
                                    call.subresource(),
                                    line.path("namespace").asText(),
                                    call.name());
                    boolean byList = rules.stream().anyMatch(rule -> RbacRule.covers(rule, there));
                    boolean granted = rbac.allows(user, there);
                    boolean alike = byList == granted || byList && !there.path().isEmpty();
                    if (!user.groups().contains(ApiUser.MASTERS) && !alike) {
                        differences.add(user + " " + there + " by the list " + byList);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(listed).isGreaterThan(500);
    }

    private static final List<ApiCall> PROBES = List.of(
            ApiCall.object("get", "", "pods", "", "here", ""),
            ApiCall.object("get", "", "pods", "log", "here", "web"),
            ApiCall.object("update", "apps", "deployments", "scale", "here", "db"),
            ApiCall.object("list", "", "secrets", "", "here", ""),
            ApiCall.object("create", "", "serviceaccounts", "token", "here", "api"),
            ApiCall.object("impersonate", "", "users", "", "here", "ann"),
            ApiCall.object("bind", "rbac.authorization.k8s.io", "clusterroles", "", "here", "view"),
            ApiCall.path("get", "/healthz/etcd"),
            ApiCall.path("get", "/metrics"),
            ApiCall.path("get", "/"));

    /** Every question that a rule answers; where a star stands for any word, one is put; elsewhere it is a star. */
    private static List<ApiCall> calls(Json rule, String namespace) {
        List<ApiCall> calls = new ArrayList<>();
        for (String verb : words(rule, "verbs")) {
            for (String path : words(rule, "nonResourceURLs")) {
                calls.add(ApiCall.path(verb, path));
            }
            for (String group : words(rule, "apiGroups")) {
                for (String resource : words(rule, "resources")) {
                    String[] parts = resource.split("/", 2);
                    List<String> names = words(rule, "resourceNames");
                    for (String name : names.isEmpty() ? List.of("any") : names) {
                        calls.add(ApiCall.object(
                                verb, group, parts[0], parts.length > 1 ? parts[1] : "", namespace, name));
                    }
                }
            }
        }
        return calls;
    }

    private static List<String> words(Json rule, String field) {
        return rule.path(field).stream()
                .map(Json::asText)
                .filter(word -> !field.equals("resources") || !word.endsWith("/"))
                .map(word -> switch (field) {
                    case "resourceNames" -> word;
                    case "resources" -> word.equals("*/*") ? word : word.replaceFirst("^\\*", "word");
                    case "nonResourceURLs" -> word.replaceFirst("\\*$", "word");
                    default -> word.equals("*") ? "word" : word;
                })
                .toList();
    }

    private static ApiUser user(Json line) {
        if (line.has("as")) {
            return impersonated(
                    line.at("/as/user").asText(),
                    line.at("/as/groups").stream().map(Json::asText).collect(Collectors.toSet()));
        }
        return new ApiUser(
                line.at("/spec/user").asText(),
                line.at("/spec/groups").stream().map(Json::asText).collect(Collectors.toSet()));
    }

    /** As the server makes somebody of the headers of impersonation: groups of its own are added to those that are said. */
    private static ApiUser impersonated(String name, Set<String> groups) {
        if (name.equals("system:anonymous") || groups.contains("system:unauthenticated")) {
            Set<String> all = new HashSet<>(groups);
            all.add("system:unauthenticated");
            return new ApiUser(name, all);
        }
        String[] account = name.split(":");
        return groups.isEmpty() && account.length == 4 && name.startsWith("system:serviceaccount:")
                ? ApiUser.serviceAccount(account[2], account[3])
                : ApiUser.signedIn(name, groups);
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
