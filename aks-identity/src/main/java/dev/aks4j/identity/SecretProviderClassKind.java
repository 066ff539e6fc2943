package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Set;

/** Teaches the engine secret provider classes. */
final class SecretProviderClassKind extends KubernetesKind<SecretProviderClassSpec> {

    static final SecretProviderClassKind INSTANCE = new SecretProviderClassKind();

    private SecretProviderClassKind() {}

    @Override
    public String name() {
        return "secretProviderClass";
    }

    @Override
    public String apiVersion() {
        return "secrets-store.csi.x-k8s.io/v1";
    }

    @Override
    public List<Problem> check(SecretProviderClassSpec spec, Scope scope) {
        return Rule.all(SecretProviderClassRules.IN_PLAN, new SecretProviderClassRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(SecretProviderClassSpec spec) {
        return Set.of(ObjectHeads.namespace(spec.cluster(), spec.namespace()), Address.azure(spec.readerResource()));
    }

    @Override
    public String summary(SecretProviderClassSpec spec) {
        return spec.objects().size() + (spec.objects().size() == 1 ? " object" : " objects") + " of " + spec.vault()
                + ", read as " + spec.reader();
    }

    @Override
    protected Set<String> defaults(SecretProviderClassSpec spec) {
        return spec.saysTenant() ? Set.of() : Set.of("/spec/parameters/tenantId");
    }

    @Override
    protected Json manifest(SecretProviderClassSpec spec, Scope scope) {
        Json.ObjectBuilder manifest = ObjectHeads.of(spec.address());
        spec.fill(manifest, scope);
        return manifest.build();
    }
}
