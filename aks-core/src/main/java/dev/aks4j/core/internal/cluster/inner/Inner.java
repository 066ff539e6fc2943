package dev.aks4j.core.internal.cluster.inner;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonSerializable;
import com.azure.json.JsonWriter;
import com.azure.json.ReadValueCallback;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Between documents and the models of the Azure SDK's clients. */
public final class Inner {

    private static final Set<String> SET_BY_AZURE =
            Set.of("id", "name", "type", "location", "systemData", "eTag", "etag");

    private Inner() {}

    /** Reads a document as a model; what the model does not know is not in it. */
    public static <T> T read(Json document, ReadValueCallback<JsonReader, T> model) {
        try (JsonReader reader = JsonProviders.createReader(document.toString())) {
            return model.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail.", e);
        }
    }

    /**
     * Reads a document as a model that has to know all of it.
     *
     * @throws AksException naming every property that would be lost
     */
    public static <T extends JsonSerializable<?>> T readWhole(Json document, ReadValueCallback<JsonReader, T> model) {
        T read = read(document, model);
        List<String> lost = Documents.compare(document, write(read), Optional::of).stream()
                .map(Difference::path)
                .toList();
        if (!lost.isEmpty()) {
            throw new AksException("The Azure SDK's " + read.getClass().getSimpleName() + " does not know "
                    + String.join(", ", lost) + ", which its API version has not. Take the document instead.");
        }
        return read;
    }

    /** Writes a model as Azure is sent it. */
    public static Json write(JsonSerializable<?> model) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            model.toJson(writer);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail.", e);
        }
        return Json.parse(text.toString());
    }

    /** Goes over what a model says: each value with its place; not over what Azure or the spec itself sets. */
    public static void leaves(Json model, BiConsumer<String, Json> each) {
        model.properties().stream()
                .filter(member -> !SET_BY_AZURE.contains(member.getKey()))
                .forEach(member -> leaves("/" + Documents.escape(member.getKey()), member.getValue(), each));
    }

    private static void leaves(String at, Json value, BiConsumer<String, Json> each) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(member -> leaves(at + "/" + Documents.escape(member.getKey()), member.getValue(), each));
        } else {
            each.accept(at, value);
        }
    }
}
