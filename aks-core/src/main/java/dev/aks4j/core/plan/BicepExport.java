package dev.aks4j.core.plan;

import dev.aks4j.core.model.Experimental;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specs as Bicep, to leave this library as easily as to come to it: {@code main.bicep}, which is deployed to the
 * subscription, and a module for each resource group. Secrets are secure parameters without a value. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * BicepExport export = aks.exportBicep(group, vnet, cluster);
 * export.writeTo(Path.of("infra"));   // then: az deployment sub create -l westeurope -f infra/main.bicep
 * export.notSaid().forEach(System.out::println);
 * }</pre>
 */
@Experimental
public final class BicepExport {

    /** The name of the file that is deployed. */
    public static final String MAIN = "main.bicep";

    private final Map<String, String> files;
    private final List<String> notSaid;

    /** Made by {@code Aks.exportBicep}; there is no need to call it. */
    public BicepExport(Map<String, String> files, List<String> notSaid) {
        this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        this.notSaid = List.copyOf(notSaid);
    }

    /** Returns the text of each file by its name, {@link #MAIN} first. */
    public Map<String, String> files() {
        return files;
    }

    /** Returns what the files cannot say, one sentence each: objects in clusters, and actions. */
    public List<String> notSaid() {
        return notSaid;
    }

    /**
     * Writes the files into a folder, which is made if it is missing. Files of the same names are overwritten.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The Bicep files could not be written to " + folder + ".", e);
        }
    }

    /** Returns the names of the files. */
    @Override
    public String toString() {
        return String.join(", ", files.keySet());
    }
}
