package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;

/** What Azure demands of a storage account and of the containers in it. */
final class StorageAccountRules {

    private static final String ACCOUNTS = "Azure docs, storage-account-overview, 2026";
    private static final String NETWORKS = "Azure docs, storage-network-security, 2026";

    static final Rule<StorageAccountSpec> NAME = Rule.<StorageAccountSpec>error(
                    "AKS-STO-150", "A storage account's name has 3-24 lower-case letters and digits.")
            .prevents(answered(400, "AccountNameInvalid"))
            .source(ACCOUNTS)
            .check((it, findings) -> {
                if (!it.name().matches("[a-z0-9]{3,24}")) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a storage account",
                            "Use 3-24 lower-case letters and digits; the name is unique in the whole of Azure.");
                }
            });

    static final Rule<BlobContainerSpec> CONTAINER = Rule.<BlobContainerSpec>error(
                    "AKS-STO-151",
                    "A container's name has 3-63 lower-case letters, digits and single hyphens, none at its ends.")
            .prevents(answered(400, "InvalidResourceName"))
            .source("Azure docs, naming and referencing containers, 2026")
            .check((it, findings) -> {
                if (!Parameters.isAccountPart(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a container",
                            "Use 3-63 lower-case letters, digits and single hyphens.");
                }
            });

    static final Rule<StorageAccountSpec> NFS_SHARES = Rule.<StorageAccountSpec>error(
                    "AKS-STO-152", "Shares over NFS are in premium accounts of the kind FileStorage.")
            .prevents(answered(400, "InvalidHeaderValue"))
            .source("Azure docs, files-nfs-protocol, 2026")
            .check((it, findings) -> {
                if (it.nfsShares && !(it.kind.equals("FileStorage") && it.sku.startsWith("Premium"))) {
                    findings.report(
                            "nfsShares",
                            true,
                            "is set for an account of " + it.sku,
                            "Use forFiles(...) with FileSku.PREMIUM or another premium type.");
                }
            });

    static final Rule<StorageAccountSpec> FOLDERS = Rule.<StorageAccountSpec>error(
                    "AKS-STO-153",
                    "A hierarchical namespace is of accounts for containers; NFS 3 in it needs the network closed.")
            .prevents(answered(400, "InvalidRequestPropertyValue"))
            .source("Azure docs, network-file-system-protocol-support, 2026")
            .check((it, findings) -> {
                boolean closed = it.restricted
                        || it.publicAccess
                                .filter(PublicNetworkAccess.DISABLED::equals)
                                .isPresent();
                if (it.hierarchical && it.kind.equals("FileStorage")) {
                    findings.report(
                            "hierarchicalNamespace", true, "is set for an account of shares", "Use forBlobs(...).");
                } else if (it.nfsContainers && !closed) {
                    findings.report(
                            "nfsContainers",
                            true,
                            "is set for an account that every network reaches",
                            "Add allowSubnet(...), denyOthers() or publicNetworkAccess(DISABLED).");
                }
            });

    static final Rule<StorageAccountSpec> RANGES = Rule.<StorageAccountSpec>error(
                    "AKS-STO-154",
                    "The firewall of an account takes public IPv4 addresses, and ranges of at least four of them.")
            .prevents(answered(400, "InvalidValuesForRequestParameters"))
            .source(NETWORKS)
            .check((it, findings) -> it.ranges.stream().sorted().forEach(range -> {
                String bad = badRange(range);
                if (!bad.isEmpty()) {
                    findings.report("allowRange", range, bad, "Write it like 203.0.113.7 or 203.0.113.0/24.");
                }
            }));

    static final Rule<StorageAccountSpec> ENDPOINTS = Rule.<StorageAccountSpec>error(
                    "AKS-STO-155",
                    "A private endpoint leads to a service that the kind of account has: FileStorage has files only,"
                            + " BlockBlobStorage blobs only.")
            .prevents(answered(400, "InvalidPrivateLinkServiceConnection"))
            .source("Azure docs, storage-private-endpoints, 2026")
            .check((it, findings) -> it.endpoints().forEach(endpoint -> {
                boolean file = endpoint.service() == StorageAccountSpec.Service.FILE;
                if (it.kind.equals("FileStorage") && !file || it.kind.equals("BlockBlobStorage") && file) {
                    findings.report(
                            "privateEndpoint",
                            endpoint.service(),
                            "is no service of an account of the kind " + it.kind,
                            file ? "Use Service.BLOB." : "Use Service.FILE.");
                }
            }));

    static final List<Rule<StorageAccountSpec>> ALL = List.of(NAME, NFS_SHARES, FOLDERS, RANGES, ENDPOINTS);

    private StorageAccountRules() {}

    private static String badRange(String range) {
        try {
            boolean single = !range.contains("/");
            Cidr cidr = Cidr.parse(single ? range + "/32" : range);
            boolean own = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").stream()
                    .map(Cidr::parse)
                    .anyMatch(reserved -> reserved.contains(cidr));
            if (range.contains(":")) {
                return "is not IPv4";
            }
            if (own) {
                return "is a private range, which never reaches the public address";
            }
            return !single && range.toLowerCase(Locale.ROOT).matches(".*/3[12]") ? "is too small for a range" : "";
        } catch (AksException | IllegalArgumentException notOne) {
            return "is neither an address nor a range";
        }
    }
}
