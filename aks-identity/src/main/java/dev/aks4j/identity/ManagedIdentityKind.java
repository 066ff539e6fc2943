package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Optional;

/** Teaches the engine user-assigned managed identities. */
final class ManagedIdentityKind extends ArmKind<ManagedIdentitySpec> {

    static final ManagedIdentityKind INSTANCE = new ManagedIdentityKind();
    static final String API_VERSION = "2024-11-30";

    private ManagedIdentityKind() {}

    @Override
    public String name() {
        return "managedIdentity";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public String summary(ManagedIdentitySpec spec) {
        return spec.region().name();
    }

    @Override
    protected Json document(ManagedIdentitySpec spec, Scope scope) {
        Json.ObjectBuilder document = Json.object();
        document.put("location", spec.region().name());
        Json.ObjectBuilder tags = document.putObject("tags");
        spec.tags().forEach(tags::put);
        tags.put(Ownership.TAG, Ownership.VALUE);
        return document.build();
    }

    @Override
    protected Optional<Difference> judge(ManagedIdentitySpec spec, Difference difference, Json live) {
        if (!difference.path().equals("/location")) {
            return Optional.of(difference);
        }
        String there = difference.before().asText().replace(" ", "");
        return there.equalsIgnoreCase(spec.region().name())
                ? Optional.empty()
                : Optional.of(difference.with(
                        Change.FORBIDDEN,
                        "an identity cannot move to another region, and a new one would lose its roles"));
    }
}
