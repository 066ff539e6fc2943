package dev.aks4j.core.group;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Optional;

/** Teaches the engine resource groups. */
final class ResourceGroupKind extends ArmKind<ResourceGroupSpec> {

    static final ResourceGroupKind INSTANCE = new ResourceGroupKind();

    private ResourceGroupKind() {}

    @Override
    public String name() {
        return "resourceGroup";
    }

    @Override
    public String apiVersion() {
        return "2024-11-01";
    }

    @Override
    public String summary(ResourceGroupSpec spec) {
        return spec.region().name();
    }

    @Override
    protected Json document(ResourceGroupSpec spec, Scope scope) {
        Json.ObjectBuilder document = Json.object();
        document.put("location", spec.region().name());
        if (!spec.tags().isEmpty()) {
            spec.tags().forEach(document.putObject("tags")::put);
        }
        return document.build();
    }

    @Override
    protected Optional<Difference> judge(ResourceGroupSpec spec, Difference difference, Json live) {
        if (!difference.path().equals("/location")) {
            return Optional.of(difference);
        }
        String there = difference.before().asText().replace(" ", "");
        return there.equalsIgnoreCase(spec.region().name())
                ? Optional.empty()
                : Optional.of(new Difference(
                        difference.path(),
                        difference.before(),
                        difference.after(),
                        Change.FORBIDDEN,
                        "a resource group cannot move to another region"));
    }
}
