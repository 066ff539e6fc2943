package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a machine size tells: {@code Standard_D4ds_v5} is family D with 4 vCPUs, a local disk and premium
 * storage, in version 5. A name that does not follow the pattern tells nothing, and no rule refuses it. Immutable and
 * thread-safe.
 *
 * @param name the size
 * @param family its upper-case letters, for example {@code D}
 * @param vcpus the number of virtual CPUs
 * @param features its lower-case letters, for example {@code ds}
 * @param version its version; 1 if the name has none
 */
public record VmSize(String name, String family, int vcpus, String features, int version) {

    private static final Pattern FORM = Pattern.compile(
            "(?i:Standard_)([A-Z]{1,3})(\\d{1,3})(?:-(\\d{1,3}))?([a-z]{0,6})((?:_[A-Za-z0-9]+)*?)(?:_v(\\d+))?");

    /** Reads a size; nothing if its name does not follow the pattern. */
    public static Optional<VmSize> read(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String cpus = matcher.group(3) == null ? matcher.group(2) : matcher.group(3);
        return Optional.of(new VmSize(
                name,
                matcher.group(1),
                Integer.parseInt(cpus),
                matcher.group(4),
                matcher.group(6) == null ? 1 : Integer.parseInt(matcher.group(6))));
    }

    /** Returns whether the machine has an Arm processor. */
    public boolean isArm64() {
        return features.contains("p");
    }

    /** Returns whether the machine's CPU is burstable: it works at full speed only for a while. */
    public boolean isBurstable() {
        return family.equals("B");
    }

    /** Returns whether the machine has a GPU. */
    public boolean hasGpu() {
        return family.startsWith("N");
    }

    /** Returns whether the machine is a confidential one. */
    public boolean isConfidential() {
        return family.endsWith("C") && "DCEC".contains(family) && features.contains("a") || family.equals("NCC");
    }

    /** Returns whether the machine is a confidential one with Intel TDX, for which AKS has no image. */
    public boolean isTdx() {
        return (family.equals("DC") || family.equals("EC")) && features.contains("e") && !features.contains("a");
    }

    /** Returns the memory in GiB, where the family has one ratio of memory to CPUs. */
    public OptionalDouble memoryInGib() {
        if (isBurstable()) {
            OptionalDouble known = AksFacts.memory(name.substring(name.indexOf('_') + 1));
            return known.isPresent() || version != 2 ? known : OptionalDouble.of(4.0 * vcpus);
        }
        return switch (family.toUpperCase(Locale.ROOT)) {
            case "A" ->
                version == 2 ? OptionalDouble.of(vcpus * (features.contains("m") ? 8.0 : 2.0)) : OptionalDouble.empty();
            case "D" ->
                version < 3 ? OptionalDouble.empty() : OptionalDouble.of(vcpus * (features.contains("l") ? 2.0 : 4.0));
            case "DC" -> version < 3 ? OptionalDouble.empty() : OptionalDouble.of(vcpus * 4.0);
            case "E", "EC" -> OptionalDouble.of(vcpus * 8.0);
            case "F" ->
                OptionalDouble.of(
                        vcpus * (features.contains("m") ? 8.0 : version > 5 && !features.contains("l") ? 4.0 : 2.0));
            case "L" -> OptionalDouble.of(vcpus * 8.0);
            default -> OptionalDouble.empty();
        };
    }
}
