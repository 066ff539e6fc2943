package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An Azure region, by its programmatic name such as {@code westeurope}. Any region can be named; the constants are a
 * convenience. Immutable and thread-safe.
 *
 * @param name lower-case letters and digits only
 */
public record Region(String name) {

    // Before the constants, which are checked by it.
    private static final Rule<String> NAME = Rule.<String>error(
                    "AKS-ARM-001", "A region name has lower-case letters and digits only.")
            .prevents(AzureError.answered(400, "LocationNotAvailableForResourceType"))
            .source("Azure Resource Manager, location names, 2026")
            .check((name, findings) -> {
                if (!name.matches("[a-z][a-z0-9]{1,49}")) {
                    findings.report(
                            "region",
                            name,
                            "is not a region name",
                            "Use the programmatic name, for example westeurope; az account list-locations lists them.");
                }
            });

    /** Australia East. */
    public static final Region AUSTRALIA_EAST = new Region("australiaeast");
    /** Brazil South. */
    public static final Region BRAZIL_SOUTH = new Region("brazilsouth");
    /** Canada Central. */
    public static final Region CANADA_CENTRAL = new Region("canadacentral");
    /** Central India. */
    public static final Region CENTRAL_INDIA = new Region("centralindia");
    /** Central US. */
    public static final Region CENTRAL_US = new Region("centralus");
    /** East US. */
    public static final Region EAST_US = new Region("eastus");
    /** East US 2. */
    public static final Region EAST_US_2 = new Region("eastus2");
    /** France Central. */
    public static final Region FRANCE_CENTRAL = new Region("francecentral");
    /** Germany West Central. */
    public static final Region GERMANY_WEST_CENTRAL = new Region("germanywestcentral");
    /** Japan East. */
    public static final Region JAPAN_EAST = new Region("japaneast");
    /** North Europe. */
    public static final Region NORTH_EUROPE = new Region("northeurope");
    /** Norway East. */
    public static final Region NORWAY_EAST = new Region("norwayeast");
    /** Southeast Asia. */
    public static final Region SOUTHEAST_ASIA = new Region("southeastasia");
    /** Sweden Central. */
    public static final Region SWEDEN_CENTRAL = new Region("swedencentral");
    /** Switzerland North. */
    public static final Region SWITZERLAND_NORTH = new Region("switzerlandnorth");
    /** UK South. */
    public static final Region UK_SOUTH = new Region("uksouth");
    /** West Europe. */
    public static final Region WEST_EUROPE = new Region("westeurope");
    /** West US 2. */
    public static final Region WEST_US_2 = new Region("westus2");
    /** West US 3. */
    public static final Region WEST_US_3 = new Region("westus3");

    /** Checks the name. */
    public Region {
        InvalidSpecException.throwIfAny("region", NAME.on(Objects.requireNonNull(name)));
    }

    /**
     * Returns the region with a name, whether it is written {@code westeurope} or {@code West Europe}.
     *
     * @throws InvalidSpecException if the text is no region name
     */
    public static Region of(String text) {
        return new Region(text.replace(" ", "").toLowerCase(Locale.ROOT));
    }

    /** Returns the rules of this type. */
    static List<Rule<?>> rules() {
        return List.of(NAME);
    }

    /** Returns the region that ARM wrote into a resource, or nothing if the text is empty. */
    public static Optional<Region> read(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(of(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return name;
    }
}
