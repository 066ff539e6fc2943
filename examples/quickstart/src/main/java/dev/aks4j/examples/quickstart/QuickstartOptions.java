package dev.aks4j.examples.quickstart;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of the quickstart. Filled in by picocli, read by everybody else. */
final class QuickstartOptions {

    @Option(
            names = "--subscription",
            paramLabel = "ID",
            description = "Use real Azure: this subscription, with the credential of the environment "
                    + "(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET; a managed or workload identity; az login). "
                    + "The plan is shown, and you are asked. Without this flag: the simulated Azure in this process.")
    private String subscription;

    @Option(
            names = "--admin-group",
            paramLabel = "ID",
            description = "Object id of an Entra group that administers the cluster, besides you.")
    private String adminGroup;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "shop", description = "Name of the environment.")
    String name;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "westeurope", description = "Azure region.")
    String region;

    @Option(
            names = "--kubernetes-version",
            paramLabel = "VERSION",
            defaultValue = "1.35",
            description = "Kubernetes version, as 1.35 or 1.35.2.")
    String kubernetesVersion;

    @Option(names = "--yes", description = "Do not ask before applying the plan.")
    boolean yes;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "Write down there what is under way, and first carry on what an earlier start left unfinished.")
    private Path ledger;

    @Option(names = "--destroy", description = "Plan the removal of the environment instead.")
    boolean destroy;

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many times faster simulated time runs than yours. Default: ${DEFAULT-VALUE}.")
    double timeScale;

    @Option(
            names = "--arm",
            paramLabel = "URL",
            description = "Another Azure Resource Manager, such as a simulator that runs alone. Needs --subscription.")
    private URI arm;

    @Option(names = "--entra", paramLabel = "URL", description = "The Entra ID that goes with --arm.")
    private URI entra;

    @Option(names = "--ca-certificate", paramLabel = "FILE", description = "PEM file to trust, for --arm and --entra.")
    private Path caCertificate;

    Optional<String> subscription() {
        return Optional.ofNullable(subscription);
    }

    Optional<String> adminGroup() {
        return Optional.ofNullable(adminGroup);
    }

    Optional<Path> ledger() {
        return Optional.ofNullable(ledger);
    }

    Optional<URI> arm() {
        return Optional.ofNullable(arm);
    }

    Optional<URI> entra() {
        return Optional.ofNullable(entra);
    }

    Optional<Path> caCertificate() {
        return Optional.ofNullable(caCertificate);
    }
}
