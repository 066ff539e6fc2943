package dev.aks4j.testkit.kubernetes.api;

import dev.aks4j.testkit.kubernetes.auth.Attributes;
import dev.aks4j.testkit.kubernetes.auth.Authorizer;
import dev.aks4j.testkit.kubernetes.auth.User;
import dev.aks4j.testkit.kubernetes.json.Json;
import dev.aks4j.testkit.kubernetes.status.Failures;
import dev.aks4j.testkit.wire.Request;
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
        return new User(wanted.get(), "", groups, Map.of());
    }

    private static void require(User user, String resource, String name, Authorizer authorizer) {
        Attributes attributes = new Attributes(user, "impersonate", "", resource, "", "", name, "");
        if (authorizer.decide(attributes).verdict() != Authorizer.Verdict.ALLOW) {
            throw Failures.forbidden(
                    resource + " \"" + name + "\" is forbidden: " + attributes.refusal(),
                    Json.object().put("name", name).put("kind", resource));
        }
    }
}
