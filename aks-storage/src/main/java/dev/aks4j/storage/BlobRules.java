package dev.aks4j.storage;

import static dev.aks4j.storage.Parameters.path;
import static dev.aks4j.storage.Parameters.rule;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** What the blob driver demands of a class of containers. */
final class BlobRules {

    private static final String DRIVER = "blob CSI driver, docs/driver-parameters.md and controllerserver.go, 2026-08";

    static final Rule<StorageClassSpec> SKU =
            Parameters.sku("AKS-STO-090", Parameters.PASSED_ON, DRIVER, List.of(BlobSku.values()));

    static final Rule<StorageClassSpec> PROTOCOL =
            Parameters.oneOf("AKS-STO-091", "protocol", DRIVER, List.of("fuse", "fuse2", "nfs", "aznfs", "nfsv3"));

    static final Rule<StorageClassSpec> ONE_NAME = rule(
                    "AKS-STO-092", "Containers have a name or a prefix, not both.", DRIVER)
            .check((it, findings) -> it.said("containerName")
                    .filter(name -> it.said("containerNamePrefix").isPresent())
                    .ifPresent(name -> findings.report(
                            path("containerName"), name, "is set beside containerNamePrefix", "Keep one of the two.")));

    static final Rule<StorageClassSpec> CONTAINER = rule(
                    "AKS-STO-093",
                    "A container's name has 3-63 lower-case letters, digits and single hyphens, none at its ends; names of"
                            + " claims and volumes may be filled in.",
                    DRIVER)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> it.said("containerName")
                    .filter(name -> !Parameters.isAccountPart(name) && !name.equals("$web") && !name.equals("$root"))
                    .ifPresent(name -> findings.report(
                            path("containerName"),
                            name,
                            "is not the name of a container",
                            "Use 3-63 lower-case letters, digits and single hyphens.")));

    static final Rule<StorageClassSpec> PREFIX = rule(
                    "AKS-STO-094",
                    "A prefix of containers has up to 20 lower-case letters, digits and hyphens, and starts with none.",
                    DRIVER)
            .check((it, findings) -> it.said("containerNamePrefix")
                    .filter(prefix -> !prefix.matches("[a-z0-9][a-z0-9-]{0,19}"))
                    .ifPresent(prefix -> findings.report(
                            path("containerNamePrefix"),
                            prefix,
                            "is not a prefix of containers",
                            "Use up to 20 lower-case letters, digits and hyphens.")));

    static final Rule<StorageClassSpec> TIER = rule(
                    "AKS-STO-095",
                    "The tier Premium is for premium accounts, the tiers Hot, Cool and Cold for standard ones.",
                    DRIVER)
            .prevents(Parameters.REFUSED_OR_AZURE)
            .check((it, findings) -> it.said("accessTier").ifPresent(tier -> {
                boolean premium = it.sku().startsWith("Premium");
                boolean known = Stream.of(BlobClass.AccessTier.values())
                        .anyMatch(value -> value.toString().equals(tier));
                if (!known || premium != tier.equals("Premium")) {
                    findings.report(
                            path("accessTier"),
                            tier,
                            "is no tier of " + it.sku(),
                            premium ? "Use AccessTier.PREMIUM, or leave it out." : "Use AccessTier.HOT, COOL or COLD.");
                }
            }));

    static final Rule<StorageClassSpec> VERSIONS = rule(
                    "AKS-STO-096",
                    "Versions of blobs are kept without NFS and without a hierarchical namespace.",
                    DRIVER)
            .check((it, findings) -> {
                boolean nfs = isNfs(it);
                if (it.isTrue("enableBlobVersioning") && (nfs || it.isTrue("isHnsEnabled"))) {
                    findings.report(
                            path("enableBlobVersioning"),
                            true,
                            nfs ? "is set with NFS" : "is set with a hierarchical namespace",
                            "Remove versioning().");
                }
            });

    static final Rule<StorageClassSpec> SOFT_DELETE = rule(
                    "AKS-STO-097", "Removed blobs and containers are kept for 1-365 days.", DRIVER)
            .check((it, findings) -> {
                Parameters.number(it, findings, "softDeleteBlobs", 1, 365, " days");
                Parameters.number(it, findings, "softDeleteContainers", 1, 365, " days");
            });

    static final Rule<StorageClassSpec> ENDPOINT = Parameters.oneOfAnyCase(
            "AKS-STO-098", "networkEndpointType", Parameters.NO_ENDPOINT, DRIVER, List.of("privateEndpoint"));

    static final Rule<StorageClassSpec> TIER_UNUSED = Parameters.warning(
                    "AKS-STO-099",
                    "The driver makes accounts without their tier, and then finds none of it: with Cool or Cold each"
                            + " volume gets an account of its own.",
                    DRIVER)
            .check((it, findings) -> it.said("accessTier")
                    .ifPresent(tier -> findings.report(
                            path("accessTier"),
                            tier,
                            "does not reach the account",
                            "Leave it out, or name a storageAccount(...) of that tier.")));

    static final List<Rule<StorageClassSpec>> ALL =
            List.of(SKU, PROTOCOL, ONE_NAME, CONTAINER, PREFIX, TIER, VERSIONS, SOFT_DELETE, ENDPOINT, TIER_UNUSED);

    private BlobRules() {}

    static boolean isNfs(StorageClassSpec it) {
        return it.parameter("protocol")
                .map(DriverParameters::lower)
                .filter(protocol -> List.of("nfs", "aznfs", "nfsv3").contains(protocol))
                .isPresent();
    }
}
