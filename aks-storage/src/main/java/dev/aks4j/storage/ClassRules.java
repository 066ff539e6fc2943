package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.storage.Parameters.path;
import static dev.aks4j.storage.Parameters.rule;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the Kubernetes API and every driver of AKS demand of a storage class. */
final class ClassRules {

    private static final String DRIVERS =
            "azuredisk, azurefile and blob CSI drivers, docs/driver-parameters.md and pkg, 2026-08";

    private static final Set<String> BUILT_IN = Set.of(
            "default",
            "managed-csi",
            "managed-csi-premium",
            "managed-csi-premium-v2",
            "azurefile-csi",
            "azurefile-csi-premium",
            "azureblob-nfs-premium",
            "azureblob-fuse-premium",
            "managed",
            "managed-premium",
            "azurefile",
            "azurefile-premium");

    static final Rule<StorageClassSpec> NAME = Rule.<StorageClassSpec>error(
                    "AKS-STO-001",
                    "A storage class's name has up to 253 lower-case letters, digits, hyphens and dots, and a letter or"
                            + " digit at both ends.")
            .prevents(answered(422, "Invalid"))
            .source("Kubernetes API reference, StorageClass v1, 1.35")
            .check((it, findings) -> {
                if (!SubdomainName.is(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a storage class",
                            "Use lower-case letters, digits, hyphens and dots, for example fast-zrs.");
                }
            });

    static final Rule<StorageClassSpec> OWN_NAME = Rule.<StorageClassSpec>error(
                    "AKS-STO-002", "A storage class is not called like one that AKS keeps as it wants it.")
            .source("AKS docs, concepts-storage, 2026")
            .check((it, findings) -> {
                if (BUILT_IN.contains(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is a class of AKS, which undoes every change",
                            "Choose another name, for example shop-" + it.name() + ".");
                }
            });

    static final Rule<StorageClassSpec> KNOWN = rule(
                    "AKS-STO-003", "Every parameter is one that the driver knows.", DRIVERS)
            .check((it, findings) -> it.sorted().forEach((key, value) -> {
                if (!it.driver().knows(key)) {
                    String fix = key.equalsIgnoreCase("getLatestAccount")
                            ? "Write getLatestAccountKey: the driver refuses the spelling of Azure's documents."
                            : "Remove it, or check its spelling.";
                    findings.report(path(key), value, "is no parameter of " + it.provisioner(), fix);
                }
            }));

    static final Rule<StorageClassSpec> SWITCH = rule(
                    "AKS-STO-004", "A parameter that switches something says true or false.", DRIVERS)
            .prevents(Parameters.REFUSED_OR_FALSE)
            .check((it, findings) -> it.driver()
                    .switches()
                    .forEach(key -> it.parameter(key)
                            .filter(value -> it.driver().parses(key)
                                    ? !DriverParameters.isBoolean(value)
                                    : !Set.of("true", "false", "").contains(value.toLowerCase(Locale.ROOT)))
                            .ifPresent(value -> findings.report(
                                    path(key),
                                    value,
                                    it.driver().parses(key) ? "is neither true nor false" : "counts as false",
                                    "Write true or false."))));

    static final Rule<StorageClassSpec> TAGS = rule(
                    "AKS-STO-005",
                    "Tags are written as key=value, separated by commas or what tagValueDelimiter says.",
                    DRIVERS)
            .prevents(Parameters.BAD_TAG)
            .check((it, findings) -> it.parameter("tags")
                    .ifPresent(tags -> Parameters.badTag(tags, it.said("tagValueDelimiter"))
                            .ifPresent(bad -> findings.report(path("tags"), tags, bad, Parameters.TAG_FIX))));

    static final Rule<StorageClassSpec> SECRETS = rule(
                    "AKS-STO-008",
                    "A secret of the provisioner is named together with its namespace.",
                    "Kubernetes CSI, secrets-and-credentials-storage-class, 2026")
            .prevents(Parameters.PROVISIONER)
            .check((it, findings) -> DriverParameters.SECRETS.forEach(secret -> {
                boolean name = it.parameters().containsKey(DriverParameters.RESERVED + secret + "-name");
                boolean namespace = it.parameters().containsKey(DriverParameters.RESERVED + secret + "-namespace");
                if (name != namespace) {
                    findings.report(
                            path(DriverParameters.RESERVED + secret + (name ? "-name" : "-namespace")),
                            secret,
                            name ? "is named without its namespace" : "has a namespace and no name",
                            "Set both.");
                }
            }));

    static final Rule<StorageClassSpec> SUBSCRIPTION = rule(
                    "AKS-STO-006", "Another subscription is named together with a resource group of it.", DRIVERS)
            .prevents(Parameters.NO_GROUP)
            .check((it, findings) -> it.said("subscriptionID")
                    .filter(subscription -> it.said("resourceGroup").isEmpty())
                    .ifPresent(subscription -> findings.report(
                            path("subscriptionID"),
                            subscription,
                            "is set without a resource group",
                            "Add resourceGroup(...).")));

    static final Rule<StorageClassSpec> PUBLIC_ACCESS = rule(
                    "AKS-STO-007",
                    "Access from public networks is Enabled or Disabled, for storage accounts also SecuredByPerimeter.",
                    DRIVERS)
            .check((it, findings) -> it.said("publicNetworkAccess")
                    .filter(value -> !Stream.of("Enabled", "Disabled", "SecuredByPerimeter")
                                    .toList()
                                    .contains(value)
                            || it.driver() == Driver.DISK && value.equals("SecuredByPerimeter"))
                    .ifPresent(value -> findings.report(
                            path("publicNetworkAccess"),
                            value,
                            "is no choice of the driver",
                            "Use Enabled or Disabled.")));

    static final Rule<StorageClassSpec> ONE_TYPE = Parameters.warning(
                    "AKS-STO-009",
                    "A class names its type once: of skuName and storageAccountType the driver takes whichever it meets last.",
                    DRIVERS)
            .check((it, findings) -> it.said("storageAccountType")
                    .filter(other ->
                            it.said("skuName").filter(sku -> !sku.equals(other)).isPresent())
                    .ifPresent(other -> findings.report(
                            path("storageAccountType"),
                            other,
                            "is set beside skuName, which says otherwise",
                            "Remove it.")));

    static final List<Rule<StorageClassSpec>> ALL =
            List.of(NAME, OWN_NAME, ONE_TYPE, KNOWN, SWITCH, TAGS, SUBSCRIPTION, PUBLIC_ACCESS, SECRETS);

    private ClassRules() {}
}
