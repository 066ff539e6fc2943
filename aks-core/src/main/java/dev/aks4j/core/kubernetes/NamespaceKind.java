package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.List;

/** Teaches the engine namespaces. */
final class NamespaceKind extends KubernetesKind<NamespaceSpec> {

    static final NamespaceKind INSTANCE = new NamespaceKind();

    private NamespaceKind() {}

    @Override
    public String name() {
        return "namespace";
    }

    @Override
    public String apiVersion() {
        return "v1";
    }

    @Override
    public String summary(NamespaceSpec spec) {
        String level = spec.labels().getOrDefault(NamespaceRules.POD_SECURITY, "");
        return level.isEmpty() ? "" : "pod security " + level;
    }

    @Override
    protected List<Undeclared> undeclared() {
        return List.of(Undeclared.absent("/metadata/labels/pod-security.kubernetes.io~1*")
                .secure());
    }

    @Override
    protected Json manifest(NamespaceSpec spec, Scope scope) {
        Json.ObjectBuilder manifest =
                Kubeconfig.object().put("apiVersion", "v1").put("kind", "Namespace");
        Json.ObjectBuilder metadata = manifest.putObject("metadata").put("name", spec.name());
        Json.ObjectBuilder labels = metadata.putObject("labels");
        spec.labels().forEach(labels::put);
        labels.put(Ownership.LABEL, Ownership.VALUE);
        return manifest.build();
    }
}
