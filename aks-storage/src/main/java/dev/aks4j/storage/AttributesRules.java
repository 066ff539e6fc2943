package dev.aks4j.storage;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Kubernetes and the drivers demand of a class of volume attributes. */
final class AttributesRules {

    private static final String DRIVERS = "azuredisk and azurefile CSI drivers, ControllerModifyVolume, 2026-08";
    private static final List<String> DISK =
            List.of("skuName", "storageAccountType", "DiskIOPSReadWrite", "DiskMBpsReadWrite");
    private static final List<String> FILE = List.of("provisionedIOPS", "provisionedBandwidth");
    private static final List<String> PERFORMANCE_KEYS =
            List.of("parameters.DiskIOPSReadWrite", "parameters.DiskMBpsReadWrite");
    private static final AzureError REFUSED =
            AzureError.happens("The driver would answer InvalidArgument, and the claim stay as it is");

    static final Rule<VolumeAttributesClassSpec> NAME = Rule.<VolumeAttributesClassSpec>error(
                    "AKS-STO-166",
                    "An attributes class has a name of lower-case letters, digits, hyphens and dots, and says something.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("Kubernetes API reference, VolumeAttributesClass v1, 1.35")
            .check((it, findings) -> {
                if (!SubdomainName.is(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a class",
                            "Use lower-case letters, digits and hyphens.");
                }
                if (it.parameters().isEmpty()) {
                    findings.report("parameters", "none", "are set", "Set at least one, for example iops(5000).");
                }
            });

    static final Rule<VolumeAttributesClassSpec> KNOWN = Rule.<VolumeAttributesClassSpec>error(
                    "AKS-STO-167",
                    "Attributes of a share are its IOPS and bandwidth; those of a disk are what a class of disks may say, as it"
                            + " may say it.")
            .prevents(AzureError.happens(
                    "The driver would answer InvalidArgument; that of shares only to a change, and make new"
                            + " shares with it without a word"))
            .source(DRIVERS)
            .check((it, findings) -> {
                if (it.driver() == Driver.DISK) {
                    StorageClassSpec merged = merged(it);
                    Rule.all(
                                    List.of(
                                            ClassRules.KNOWN,
                                            ClassRules.SWITCH,
                                            ClassRules.TAGS,
                                            DiskClassRules.NUMBERS,
                                            DiskClassRules.PROFILE,
                                            DiskClassRules.SHARES),
                                    merged)
                            .stream()
                            .filter(problem -> !PERFORMANCE_KEYS.contains(problem.path()))
                            .forEach(problem ->
                                    findings.report(problem.path(), problem.value(), problem.what(), problem.fix()));
                    it.parameters().keySet().stream()
                            .filter(key -> key.startsWith(DriverParameters.RESERVED))
                            .sorted()
                            .forEach(key -> findings.report(
                                    Parameters.path(key),
                                    it.parameter(key).orElse(""),
                                    "is a word of the provisioner, which nobody takes out of attributes",
                                    "Say it in the storage class."));
                    it.parameter("cachingMode")
                            .filter(mode -> !mode.isEmpty() && !mode.equalsIgnoreCase("None"))
                            .filter(mode -> it.sku()
                                    .filter(DiskSku.PREMIUM_V2.toString()::equalsIgnoreCase)
                                    .isPresent())
                            .ifPresent(mode -> findings.report(
                                    Parameters.path("cachingMode"),
                                    mode,
                                    "is set for Premium SSD v2, which is not cached",
                                    "Remove it."));
                    return;
                }
                it.parameters().keySet().stream()
                        .sorted()
                        .filter(key -> FILE.stream().noneMatch(key::equalsIgnoreCase))
                        .forEach(key -> findings.report(
                                Parameters.path(key),
                                it.parameter(key).orElseThrow(),
                                "is nothing that changes of a share",
                                "Use " + String.join(", ", FILE) + ", or say it in the storage class."));
            });

    static final Rule<VolumeAttributesClassSpec> AT_CREATION = Rule.<VolumeAttributesClassSpec>warning(
                    "AKS-STO-177",
                    "Of a disk in use, type, IOPS and throughput change; what else its attributes say counts only when the disk"
                            + " is made.")
            .source(DRIVERS)
            .check((it, findings) -> it.parameters().keySet().stream()
                    .filter(key -> it.driver() == Driver.DISK)
                    .sorted()
                    .filter(key -> DISK.stream().noneMatch(key::equalsIgnoreCase))
                    .forEach(key -> findings.report(
                            Parameters.path(key),
                            it.parameter(key).orElseThrow(),
                            "changes nothing of a disk that exists",
                            "Say it in the storage class.")));

    static final Rule<VolumeAttributesClassSpec> NUMBERS = Rule.<VolumeAttributesClassSpec>error(
                    "AKS-STO-168",
                    "IOPS, throughput and bandwidth of attributes are whole numbers that a volume can have.")
            .prevents(
                    AzureError.happens(
                            "The driver would answer InvalidArgument, or pass it on and Azure refuse it, and the claim stay as it is"))
            .source(DRIVERS)
            .check((it, findings) -> Stream.of(
                            "DiskIOPSReadWrite", "DiskMBpsReadWrite", "provisionedIOPS", "provisionedBandwidth")
                    .forEach(key -> it.parameter(key)
                            .filter(value -> !value.matches("[+]?[0-9]{1,9}")
                                    || Long.parseLong(value) < least(it, key)
                                    || Long.parseLong(value) > most(it, key))
                            .ifPresent(value -> findings.report(
                                    Parameters.path(key),
                                    "\"" + value + "\"",
                                    "is not between " + least(it, key) + " and " + most(it, key),
                                    "Write a whole number that the type of volume can have."))));

    static final Rule<VolumeAttributesClassSpec> SKU = Rule.<VolumeAttributesClassSpec>error(
                    "AKS-STO-169", "A disk changes to a type that Azure has.")
            .prevents(REFUSED)
            .source(DRIVERS)
            .check((it, findings) -> it.sku()
                    .filter(value -> it.driver() == Driver.DISK)
                    .filter(value -> DiskSku.read(value).isEmpty())
                    .ifPresent(value -> findings.report(
                            Parameters.path("skuName"),
                            "\"" + value + "\"",
                            "is no type of disk",
                            "Use DiskSku, for example PREMIUM_V2.")));

    static final Rule<VolumeAttributesClassSpec> PERFORMANCE = Rule.<VolumeAttributesClassSpec>error(
                    "AKS-STO-170",
                    "A disk that changes to another type than Premium SSD v2 or Ultra has no IOPS of its own.")
            .prevents(AzureError.happens("The driver would answer Internal, and the claim stay as it is"))
            .source(DRIVERS)
            .check((it, findings) -> {
                Optional<DiskSku> sku = it.sku().flatMap(DiskSku::read);
                Stream.of("DiskIOPSReadWrite", "DiskMBpsReadWrite")
                        .filter(key ->
                                sku.filter(type -> !type.hasFreePerformance()).isPresent())
                        .forEach(key -> it.parameter(key)
                                .ifPresent(value -> findings.report(
                                        Parameters.path(key),
                                        value,
                                        "is set for " + sku.orElseThrow() + ", whose performance follows from its size",
                                        "Remove it, or use DiskSku.PREMIUM_V2.")));
            });

    static final List<Rule<VolumeAttributesClassSpec>> ALL =
            List.of(NAME, KNOWN, AT_CREATION, NUMBERS, SKU, PERFORMANCE);

    private AttributesRules() {}

    /** What the driver reads of the attributes when it makes a disk. */
    private static StorageClassSpec merged(VolumeAttributesClassSpec it) {
        DiskClass.Builder builder = DiskClass.builder("merged");
        it.parameters().forEach(builder::parameter);
        return new StorageClassSpec(builder);
    }

    private static long least(VolumeAttributesClassSpec it, String key) {
        boolean v2 = it.sku().filter(DiskSku.PREMIUM_V2.toString()::equals).isPresent();
        return key.equals("DiskIOPSReadWrite") ? v2 ? 3_000 : 100 : key.equals("DiskMBpsReadWrite") && v2 ? 125 : 1;
    }

    private static long most(VolumeAttributesClassSpec it, String key) {
        return switch (key) {
            case "DiskIOPSReadWrite" -> 400_000;
            case "DiskMBpsReadWrite" -> 10_000;
            case "provisionedIOPS" -> 102_400;
            default -> 10_340;
        };
    }
}
