package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the driver for key vaults accepts. */
final class SecretProviderClassRules {

    private static final String DRIVER = "AKS documents, csi-secrets-store-driver and -configuration-options, 2026";

    /** A class in a plan. */
    record InPlan(SecretProviderClassSpec spec, Scope scope) {}

    static final Rule<SecretProviderClassSpec> VAULT = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-040",
                    "A key vault's name has 3 to 24 letters, digits or single hyphens and starts with a letter.")
            .source("Azure Resource Manager, naming rules for Microsoft.KeyVault, 2026")
            .check((spec, findings) -> {
                if (!spec.vault().matches("(?=.{3,24}$)[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*")) {
                    findings.report(
                            "vault",
                            spec.vault(),
                            "is not the name of a key vault",
                            "Use the vault's name, not its id or address: 3 to 24 letters, digits or single hyphens.");
                }
            });

    static final Rule<SecretProviderClassSpec> OBJECTS = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-041",
                    "A secret provider class names objects of the vault by 1 to 127 letters, digits or hyphens.")
            .source(DRIVER)
            .check((spec, findings) -> {
                if (spec.objects().isEmpty()) {
                    findings.report("object", "none", "is too few", "Add .object(VaultObject.secret(\"...\")).");
                }
                spec.objects().stream()
                        .filter(object -> !object.name().matches("[0-9a-zA-Z-]{1,127}"))
                        .forEach(object -> findings.report(
                                "object",
                                object.name(),
                                "is not the name of an object in a key vault",
                                "Use 1 to 127 letters, digits or hyphens."));
                spec.objects().stream()
                        .filter(object -> !List.of("secret", "key", "cert").contains(object.type()))
                        .forEach(object -> findings.report(
                                "object." + object.name(), object.type(), "is no type", "Use secret, key or cert."));
            });

    static final Rule<SecretProviderClassSpec> FILES = Rule.<SecretProviderClassSpec>error(
                    "AKS-ID-042", "Every object of a secret provider class has a file of its own.")
            .source(DRIVER)
            .check((spec, findings) -> {
                Set<String> seen = new HashSet<>();
                spec.objects().stream()
                        .filter(object -> !seen.add(object.file()))
                        .forEach(object -> findings.report(
                                "object." + object.name(),
                                object.file(),
                                "is the file of another object too",
                                "Give it another one with .as(\"...\")."));
                spec.objects().stream()
                        .filter(object -> !object.file().matches("[\\w.-]+(/[\\w.-]+)*")
                                || object.file().contains(".."))
                        .forEach(object -> findings.report(
                                "object." + object.name(),
                                object.file(),
                                "is no relative path of a file",
                                "Use letters, digits, dots, hyphens and underscores, with / between folders."));
            });

    static final Rule<InPlan> ADDON = Rule.<InPlan>error(
                    "AKS-ID-043", "Secret provider classes need the cluster's add-on for key vaults.")
            .source(DRIVER)
            .check((plan, findings) -> plan.scope()
                    .spec(plan.spec().cluster())
                    .filter(ClusterSpec.class::isInstance)
                    .map(ClusterSpec.class::cast)
                    .filter(cluster -> !cluster.property(ClusterLateValues.VAULT_ADDON + "/enabled")
                            .asBoolean())
                    .ifPresent(cluster -> findings.report(
                            "cluster",
                            cluster.name(),
                            "has no add-on for key vaults, so the kind SecretProviderClass does not exist there",
                            "Switch the add-on azureKeyvaultSecretsProvider of the cluster on.")));

    static final List<Rule<SecretProviderClassSpec>> ALL = List.of(VAULT, OBJECTS, FILES);
    static final List<Rule<InPlan>> IN_PLAN = List.of(ADDON);

    private SecretProviderClassRules() {}
}
