package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AuditFinding.Kind;
import dev.aks4j.identity.internal.rights.Rbac;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the bindings of a cluster give, and whom they name. What Kubernetes and AKS make for themselves is left out. */
final class BindingAudit {

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String UNBIND = "Remove the subject from the binding if it is not meant.";

    private final AccessReads reads;
    private final Rbac rbac;
    private final Set<String> accounts;
    private final boolean accountsRead;
    private final Optional<Set<String>> directory;

    BindingAudit(AccessReads reads, ResourceId cluster, Rbac rbac) {
        this.reads = reads;
        this.rbac = rbac;
        Optional<List<Json>> found = reads.objects("service accounts", cluster, "v1", "serviceaccounts");
        this.accountsRead = found.isPresent();
        this.accounts = found.orElse(List.of()).stream()
                .map(each -> each.at("/metadata/namespace").asText() + "/"
                        + each.at("/metadata/name").asText())
                .collect(Collectors.toSet());
        this.directory = known();
    }

    private Optional<Set<String>> known() {
        Set<String> ids = new LinkedHashSet<>();
        own().forEach(binding -> binding.path("subjects").forEach(subject -> {
            String name = subject.path("name").asText();
            if (!subject.path("kind").asText().equals("ServiceAccount") && name.matches(GUID)) {
                ids.add(name.toLowerCase(Locale.ROOT));
            }
        }));
        return ids.isEmpty()
                ? Optional.of(Set.of())
                : reads.directory(ids)
                        .map(found -> found.stream()
                                .map(each -> each.path("id").asText().toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet()));
    }

    private List<Json> own() {
        return rbac.bindings().stream()
                .filter(binding -> !name(binding).startsWith("system:"))
                .toList();
    }

    List<AuditFinding> findings() {
        List<AuditFinding> findings = new ArrayList<>();
        for (Json binding : own()) {
            String place = binding.path("kind")
                            .asText(
                                    binding.at("/metadata/namespace").asText().isEmpty()
                                            ? "ClusterRoleBinding"
                                            : "RoleBinding")
                    + " " + text(binding);
            Optional<Json> role = rbac.role(binding);
            if (role.isEmpty()) {
                findings.add(new AuditFinding(
                        Kind.SUBJECT_GONE,
                        binding.at("/roleRef/kind").asText() + " "
                                + binding.at("/roleRef/name").asText(),
                        place,
                        "does not exist, so the binding gives nothing until somebody makes it",
                        "Remove the binding, or make the role."));
            }
            binding.path("subjects").forEach(subject -> subject(binding, subject, role, place, findings));
        }
        return findings;
    }

    private void subject(Json binding, Json subject, Optional<Json> role, String place, List<AuditFinding> findings) {
        String namespace = binding.at("/metadata/namespace").asText();
        String who = who(subject, namespace);
        if (isSystem(subject)) {
            return;
        }
        String where = namespace.isEmpty() ? "in the whole cluster" : "in namespace " + namespace;
        List<Json> rules =
                role.map(each -> each.path("rules").stream().toList()).orElse(List.of());
        boolean everything = rules.stream().anyMatch(BindingAudit::isEverything);
        if (everything) {
            findings.add(new AuditFinding(
                    namespace.isEmpty() ? Kind.CLUSTER_ADMIN : Kind.WILDCARD,
                    who,
                    place,
                    "may do everything " + where,
                    UNBIND));
        } else if (rules.stream().anyMatch(BindingAudit::hasStar)) {
            findings.add(new AuditFinding(
                    Kind.WILDCARD,
                    who,
                    place,
                    "has a role with a star " + where + ", which takes in what is added later",
                    "Name verbs, types and groups in role "
                            + binding.at("/roleRef/name").asText() + "."));
        }
        if (rules.stream().anyMatch(BindingAudit::readsSecrets)) {
            findings.add(new AuditFinding(Kind.SECRETS_READER, who, place, "may read secrets " + where, UNBIND));
        }
        if (isGone(subject, namespace)) {
            findings.add(new AuditFinding(
                    Kind.SUBJECT_GONE,
                    who,
                    place,
                    "does not exist; whoever makes one of that name gets its rights",
                    UNBIND));
        }
    }

    private boolean isGone(Json subject, String namespace) {
        String name = subject.path("name").asText();
        if (subject.path("kind").asText().equals("ServiceAccount")) {
            return accountsRead && !accounts.contains(own(subject, namespace) + "/" + name);
        }
        return name.matches(GUID)
                && directory
                        .filter(known -> !known.contains(name.toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    static boolean isSystem(Json subject) {
        return subject.path("name").asText().startsWith("system:")
                || subject.path("namespace").asText().equals("kube-system");
    }

    static boolean isEverything(Json rule) {
        return has(rule, "verbs", "*") && has(rule, "resources", "*") && has(rule, "apiGroups", "*") && all(rule);
    }

    private static boolean hasStar(Json rule) {
        return has(rule, "verbs", "*") || has(rule, "resources", "*") || has(rule, "apiGroups", "*");
    }

    private static boolean readsSecrets(Json rule) {
        boolean reads = has(rule, "verbs", "*")
                || has(rule, "verbs", "get")
                || has(rule, "verbs", "list")
                || has(rule, "verbs", "watch");
        boolean secrets = has(rule, "resources", "*") || has(rule, "resources", "secrets");
        return reads && secrets && (has(rule, "apiGroups", "*") || has(rule, "apiGroups", ""));
    }

    private static boolean all(Json rule) {
        return rule.path("resourceNames").isEmpty();
    }

    private static boolean has(Json rule, String list, String value) {
        return rule.path(list).stream().anyMatch(each -> each.asText().equals(value));
    }

    static String who(Json subject, String namespace) {
        String kind = subject.path("kind").asText();
        String name = subject.path("name").asText();
        return kind + " " + (kind.equals("ServiceAccount") ? own(subject, namespace) + "/" + name : name);
    }

    private static String own(Json subject, String namespace) {
        String own = subject.path("namespace").asText();
        return own.isEmpty() ? namespace : own;
    }

    private static String name(Json object) {
        return object.at("/metadata/name").asText();
    }

    private static String text(Json binding) {
        String namespace = binding.at("/metadata/namespace").asText();
        return namespace.isEmpty() ? name(binding) : namespace + "/" + name(binding);
    }
}
