package dev.aks4j.simulated.kubernetes.internal.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/**
 * What a CustomResourceDefinition says about one version of its type beyond names and shape.
 *
 * @param schema the version's {@code openAPIV3Schema}; a missing node if there is none
 * @param printerColumns the {@code additionalPrinterColumns}; a missing node if there are none
 * @param scale the paths of the scale subresource, if it has one
 * @param selectable the fields by which objects may be selected
 */
public record CustomResource(
        JsonNode schema, JsonNode printerColumns, Optional<ScalePaths> scale, Set<String> selectable) {

    /**
     * Where the scale subresource of a custom resource finds its values.
     *
     * @param specReplicas path of the wanted number, such as {@code .spec.replicas}
     * @param statusReplicas path of the actual number
     * @param labelSelector path of the selector's text, empty if there is none
     */
    public record ScalePaths(String specReplicas, String statusReplicas, String labelSelector) {}
}
