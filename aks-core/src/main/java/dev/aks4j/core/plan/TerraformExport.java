package dev.aks4j.core.plan;

import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.Json;
import java.util.List;

/**
 * Specs as a Terraform configuration for the azapi provider, to leave this library as easily as to come to it. It is in
 * Terraform's JSON syntax. Immutable and thread-safe.
 *
 * <pre>{@code
 * TerraformExport export = aks.exportTerraform(group, vnet, cluster);
 * Files.writeString(Path.of("main.tf.json"), export.toString());
 * export.notSaid().forEach(System.out::println);
 * }</pre>
 */
@Experimental
public final class TerraformExport {

    private final Json configuration;
    private final List<String> notSaid;

    /** Made by {@code Aks.exportTerraform}; there is no need to call it. */
    public TerraformExport(Json configuration, List<String> notSaid) {
        this.configuration = configuration;
        this.notSaid = List.copyOf(notSaid);
    }

    /** Returns the configuration. */
    public Json configuration() {
        return configuration;
    }

    /** Returns what the configuration cannot say, one sentence each: objects in clusters, and actions. */
    public List<String> notSaid() {
        return notSaid;
    }

    /** Returns the configuration as the text of a {@code .tf.json} file. */
    @Override
    public String toString() {
        return configuration.toString();
    }
}
