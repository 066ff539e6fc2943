package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the drivers demand of a snapshot class. */
final class SnapshotRules {

    private static final String DRIVER = "azuredisk and azurefile CSI drivers, docs/driver-parameters.md, 2026-08";
    private static final Set<String> DISK = Set.of(
            "resourcegroup",
            "incremental",
            "dataaccessauthmode",
            "tags",
            "tagvaluedelimiter",
            "useragent",
            "subscriptionid",
            "location",
            "instantaccessdurationminutes",
            "networkaccesspolicy",
            "publicnetworkaccess");
    private static final AzureError REFUSED =
            AzureError.happens("The driver would answer InvalidArgument, and no snapshot be made");
    private static final Set<String> FILE = Set.of("usedataplaneapi");

    /** What the snapshotter reads, and takes out before it asks the driver. */
    private static final Set<String> SNAPSHOTTER = Set.of("snapshotter-secret", "snapshotter-list-secret");

    static final Rule<VolumeSnapshotClassSpec> KNOWN = rule(
                    "AKS-STO-140", "Every parameter of a snapshot class is one that the driver knows.")
            .prevents(
                    AzureError.happens(
                            "The driver of disks would answer Internal, that of shares InvalidArgument, and no snapshot be made"))
            .check((it, findings) -> it.parameters().keySet().stream()
                    .sorted()
                    .filter(key -> !snapshotterKnows(key))
                    .filter(key -> !(it.driver() == Driver.DISK ? DISK : FILE).contains(key.toLowerCase(Locale.ROOT)))
                    .forEach(key -> findings.report(
                            Parameters.path(key),
                            it.parameter(key).orElse(""),
                            "is no parameter of the snapshots of " + it.driverName(),
                            "Remove it, or check its spelling.")));

    static final Rule<VolumeSnapshotClassSpec> SUBSCRIPTION = rule(
                    "AKS-STO-141", "Snapshots in another subscription are full ones, in a resource group of it.")
            .prevents(AzureError.happens("The driver would pass it on, and Azure refuse it"))
            .check((it, findings) -> it.said("subscriptionID").ifPresent(subscription -> {
                if (it.said("resourceGroup").isEmpty() || isIncremental(it)) {
                    findings.report(
                            Parameters.path("subscriptionID"),
                            subscription,
                            "is set for incremental snapshots or without a resource group",
                            "Add full() and resourceGroup(...).");
                }
            }));

    static final Rule<VolumeSnapshotClassSpec> LOCATION = rule(
                    "AKS-STO-142", "Only incremental snapshots are copied to another region.")
            .prevents(
                    AzureError.happens("The driver would answer InvalidArgument; with the cluster's own region there is"
                            + " nothing to copy, without a word"))
            .check((it, findings) -> it.said("location")
                    .filter(region -> !isIncremental(it))
                    .ifPresent(region -> findings.report(
                            Parameters.path("location"), region, "is set for full snapshots", "Remove full().")));

    static final Rule<VolumeSnapshotClassSpec> INSTANT = rule(
                    "AKS-STO-143", "A snapshot is instantly accessible for 60-300 minutes.")
            .check((it, findings) -> it.parameter("instantAccessDurationMinutes")
                    .filter(value -> !value.matches("[+]?\\d{1,4}") || outside(Integer.parseInt(value)))
                    .ifPresent(value -> findings.report(
                            Parameters.path("instantAccessDurationMinutes"),
                            value,
                            "is not between 60 and 300 minutes",
                            "Use 60 to 300.")));

    static final Rule<VolumeSnapshotClassSpec> VALUES = rule(
                    "AKS-STO-144",
                    "A snapshot is incremental or not, its data is protected by None or AzureActiveDirectory, and reached over"
                            + " networks as a disk is; that of a share goes over the data plane or not.")
            .prevents(
                    AzureError.happens(
                            "The driver would answer InvalidArgument, or take any word but false for incremental, without a word"))
            .check((it, findings) -> {
                it.parameter("useDataPlaneAPI")
                        .filter(value -> it.driver() == Driver.FILE)
                        .filter(value -> !List.of("true", "false", "oauth").contains(DriverParameters.lower(value)))
                        .ifPresent(value -> findings.report(
                                Parameters.path("useDataPlaneAPI"),
                                "\"" + value + "\"",
                                "is no value of it",
                                "Use true, false or oauth."));
                oneOf(it, findings, "incremental", List.of("true", "false"));
                oneOf(it, findings, "dataAccessAuthMode", List.of("None", "AzureActiveDirectory"));
                oneOf(it, findings, "networkAccessPolicy", List.of("AllowAll", "DenyAll", "AllowPrivate"));
                oneOf(it, findings, "publicNetworkAccess", List.of("Enabled", "Disabled"));
            });

    static final Rule<VolumeSnapshotClassSpec> TAGS = rule(
                    "AKS-STO-145", "Tags are written as key=value, separated by commas or what tagValueDelimiter says.")
            .check((it, findings) -> it.parameter("tags")
                    .ifPresent(tags -> Parameters.badTag(tags, it.said("tagValueDelimiter"))
                            .ifPresent(
                                    bad -> findings.report(Parameters.path("tags"), tags, bad, Parameters.TAG_FIX))));

    static final Rule<VolumeSnapshotClassSpec> SECRETS = rule(
                    "AKS-STO-146", "A secret of the snapshotter is named together with its namespace.")
            .prevents(AzureError.happens("The snapshotter would refuse it, and no snapshot be made"))
            .check((it, findings) -> SNAPSHOTTER.forEach(secret -> {
                String key = DriverParameters.RESERVED + secret;
                boolean name = it.parameters().containsKey(key + "-name");
                boolean namespace = it.parameters().containsKey(key + "-namespace");
                if (name != namespace) {
                    findings.report(
                            Parameters.path(key + (name ? "-name" : "-namespace")),
                            secret,
                            name ? "is named without its namespace" : "has a namespace and no name",
                            "Set both.");
                }
            }));

    static final List<Rule<VolumeSnapshotClassSpec>> ALL =
            List.of(SECRETS, KNOWN, SUBSCRIPTION, LOCATION, INSTANT, VALUES, TAGS);

    private SnapshotRules() {}

    private static Rule.Builder<VolumeSnapshotClassSpec> rule(String id, String statement) {
        return Rule.<VolumeSnapshotClassSpec>error(id, statement)
                .prevents(REFUSED)
                .source(DRIVER);
    }

    private static void oneOf(VolumeSnapshotClassSpec it, Findings findings, String key, List<String> values) {
        it.said(key)
                .filter(value -> !values.contains(value))
                .ifPresent(value -> findings.report(
                        Parameters.path(key), value, "is no value of it", "Use " + String.join(" or ", values) + "."));
    }

    private static boolean snapshotterKnows(String key) {
        return SNAPSHOTTER.stream()
                .map(secret -> DriverParameters.RESERVED + secret)
                .anyMatch(secret -> key.equals(secret + "-name") || key.equals(secret + "-namespace"));
    }

    private static boolean isIncremental(VolumeSnapshotClassSpec it) {
        return !it.parameter("incremental").equals(Optional.of("false"));
    }

    private static boolean outside(int minutes) {
        return minutes < 60 || minutes > 300;
    }
}
