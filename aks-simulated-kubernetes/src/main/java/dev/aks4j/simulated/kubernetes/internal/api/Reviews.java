package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.auth.Attributes;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.RbacAuthorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.ManagedFields;
import dev.aks4j.simulated.kubernetes.internal.patch.Manager;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers questions about who somebody is and what they may do. Used under the simulator's lock. */
final class Reviews {

    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final RbacAuthorizer rbac;
    private final Supplier<String> time;

    /**
     * Makes the one who answers.
     *
     * @param time the time, as Kubernetes writes it
     */
    Reviews(Authenticator authenticator, Authorizer authorizer, RbacAuthorizer rbac, Supplier<String> time) {
        this.time = time;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.rbac = rbac;
    }

    Response answer(Call call, ReviewType type) {
        if (!call.verb().equals("create")) {
            throw Failures.methodNotAllowed();
        }
        ObjectNode review = Bodies.object(call.request(), new ArrayList<>());
        review.put("kind", type.kind()).put("apiVersion", call.group() + "/v1");
        KubeJson.make(review, "metadata");
        JsonNode asked = review.path("spec");
        if (asked.isObject() && !asked.isEmpty()) {
            owned(call, review);
        }
        check(call, type, asked);
        ObjectNode status = review.putObject("status");
        switch (type) {
            case SELF_SUBJECT_ACCESS_REVIEW -> access(review.path("spec"), call.user(), status);
            case SUBJECT_ACCESS_REVIEW, LOCAL_SUBJECT_ACCESS_REVIEW ->
                access(review.path("spec"), subject(review.path("spec")), status);
            case SELF_SUBJECT_RULES_REVIEW -> {
                rules(asked, call.user(), status);
                review.putObject("spec");
            }
            case SELF_SUBJECT_REVIEW -> user(status.putObject("userInfo"), call.user());
            case TOKEN_REVIEW -> token(call, review.path("spec"), status);
        }
        return Answers.json(201, review);
    }

    /** A review carries the owner of what was asked, though it is never stored. */
    private void owned(Call call, ObjectNode review) {
        String manager = Options.write(call, "CreateOptions", false).manager();
        ManagedFields.update(
                Optional.empty(),
                review,
                Shape.ANY,
                new Manager(manager, "Update", KubeJson.text(review, "apiVersion"), ""),
                time.get());
        disown(review);
    }

    /** The specification of a review is no field that can be absent, so nobody owns it by itself. */
    private static void disown(ObjectNode review) {
        for (ObjectNode one : KubeJson.objects(review.path("metadata").path("managedFields"))) {
            if (KubeJson.at(one, "fieldsV1", "f:spec") instanceof ObjectNode spec && spec.size() > 1) {
                spec.remove(".");
            }
        }
    }

    private static void check(Call call, ReviewType type, JsonNode spec) {
        List<FieldError> errors = new ArrayList<>();
        boolean access = type == ReviewType.SELF_SUBJECT_ACCESS_REVIEW
                || type == ReviewType.SUBJECT_ACCESS_REVIEW
                || type == ReviewType.LOCAL_SUBJECT_ACCESS_REVIEW;
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode other = spec.path("nonResourceAttributes");
        if (type == ReviewType.SELF_SUBJECT_RULES_REVIEW
                && KubeJson.text(spec, "namespace").isEmpty()) {
            throw Failures.badRequest("no namespace on request");
        }
        boolean both = resource.isObject() && other.isObject();
        String exactly = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
        boolean somebody = type != ReviewType.SELF_SUBJECT_ACCESS_REVIEW;
        if (access
                && somebody
                && KubeJson.text(spec, "user").isEmpty()
                && spec.path("groups").isEmpty()) {
            errors.add(FieldError.invalid("spec.user", "", "at least one of user or group must be specified"));
        }
        if (access && both) {
            String path = "{\"Path\":\"" + KubeJson.text(other, "path") + "\",\"Verb\":\""
                    + KubeJson.text(other, "verb") + "\"}";
            String at = somebody ? "spec" : "spec.nonResourceAttributes";
            errors.add(FieldError.invalid(
                    at,
                    new Shown(path),
                    somebody ? exactly : "cannot be specified in combination with resourceAttributes"));
        } else if (access && !resource.isObject() && !other.isObject()) {
            errors.add(FieldError.invalid(somebody ? "spec" : "spec.resourceAttributes", (Object) null, exactly));
        }
        String namespace = KubeJson.text(resource, "namespace");
        if (type == ReviewType.LOCAL_SUBJECT_ACCESS_REVIEW && !namespace.equals(call.namespace())) {
            errors.add(FieldError.invalid(
                    "spec.resourceAttributes.namespace", namespace, "must match metadata.namespace"));
        }
        if (!errors.isEmpty()) {
            throw Failures.invalid("authorization.k8s.io", "", "", errors);
        }
    }

    private record Shown(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private void access(JsonNode spec, User user, ObjectNode status) {
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode other = spec.path("nonResourceAttributes");
        Attributes attributes = resource.isObject()
                ? new Attributes(
                        user,
                        KubeJson.text(resource, "verb"),
                        KubeJson.text(resource, "group"),
                        KubeJson.text(resource, "resource"),
                        KubeJson.text(resource, "subresource"),
                        KubeJson.text(resource, "namespace"),
                        KubeJson.text(resource, "name"),
                        "")
                : new Attributes(user, KubeJson.text(other, "verb"), "", "", "", "", "", KubeJson.text(other, "path"));
        Authorizer.Decision decision = authorizer.decide(attributes);
        status.put("allowed", decision.verdict() == Authorizer.Verdict.ALLOW);
        if (decision.verdict() == Authorizer.Verdict.DENY) {
            status.put("denied", true);
        }
        if (!decision.reason().isEmpty()) {
            status.put("reason", decision.reason());
        }
    }

    private static User subject(JsonNode spec) {
        return new User(
                KubeJson.text(spec, "user"), KubeJson.text(spec, "uid"), KubeJson.texts(spec.path("groups")), Map.of());
    }

    private void rules(JsonNode spec, User user, ObjectNode status) {
        ArrayNode resourceRules = status.putArray("resourceRules");
        ArrayNode otherRules = status.putArray("nonResourceRules");
        if (user.groups().contains(User.MASTERS)) {
            ObjectNode all = resourceRules.addObject();
            all.set("verbs", KubeJson.array(List.of("*")));
            all.set("apiGroups", KubeJson.array(List.of("*")));
            all.set("resources", KubeJson.array(List.of("*")));
            otherRules.addObject().set("verbs", KubeJson.array(List.of("*")));
            ((ObjectNode) otherRules.get(0)).set("nonResourceURLs", KubeJson.array(List.of("*")));
        }
        for (RbacAuthorizer.Granted granted : rbac.granted(user, KubeJson.text(spec, "namespace"))) {
            boolean paths = granted.rule().has("nonResourceURLs");
            (paths ? otherRules : resourceRules).add(granted.rule().deepCopy());
        }
        status.put("incomplete", false);
    }

    /** Writes down who somebody is. */
    static void user(ObjectNode info, User user) {
        info.put("username", user.name());
        if (!user.uid().isEmpty()) {
            info.put("uid", user.uid());
        }
        info.set("groups", KubeJson.array(user.groups()));
        if (!user.extra().isEmpty()) {
            ObjectNode extra = info.putObject("extra");
            user.extra().forEach((key, values) -> extra.set(key, KubeJson.array(values)));
        }
    }

    private void token(Call call, JsonNode spec, ObjectNode status) {
        if (KubeJson.text(spec, "token").isEmpty()) {
            throw Failures.badRequest("token is required for TokenReview in authentication");
        }
        Request request = new Request(
                "GET",
                call.request().uri(),
                Map.of("Authorization", List.of("Bearer " + KubeJson.text(spec, "token"))),
                new byte[0]);
        Optional<User> user = authenticator.authenticate(request);
        user.ifPresentOrElse(
                found -> {
                    status.put("authenticated", true);
                    user(status.putObject("user"), found);
                },
                () -> status.put("error", "invalid bearer token").putObject("user"));
    }
}
