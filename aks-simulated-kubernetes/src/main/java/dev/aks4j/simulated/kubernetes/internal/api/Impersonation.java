package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.auth.Attributes;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a user who may act as another do so. Stateless. */
final class Impersonation {

    private Impersonation() {}

    static User of(Request request, User user, Authorizer authorizer) {
        Optional<String> wanted = request.header("Impersonate-User");
        if (wanted.isEmpty()) {
            return user;
        }
        List<String> groups = request.headers().getOrDefault("Impersonate-Group", List.of());
        require(user, "users", wanted.get(), authorizer);
        groups.forEach(group -> require(user, "groups", group, authorizer));
        return wanted.get().equals("system:anonymous")
                ? new User(wanted.get(), "", groups.isEmpty() ? List.of("system:unauthenticated") : groups, Map.of())
                : User.authenticated(wanted.get(), "", groups, Map.of());
    }

    private static void require(User user, String resource, String name, Authorizer authorizer) {
        Attributes attributes = new Attributes(user, "impersonate", "", resource, "", "", name, "");
        if (authorizer.decide(attributes).verdict() != Authorizer.Verdict.ALLOW) {
            throw Failures.forbidden(
                    resource + " \"" + name + "\" is forbidden: " + attributes.refusal(),
                    KubeJson.object().put("name", name).put("kind", resource));
        }
    }
}
