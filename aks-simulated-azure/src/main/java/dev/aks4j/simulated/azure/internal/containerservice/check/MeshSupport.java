package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.MeshRevisions;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** Revisions of the service mesh: which Kubernetes they go with, and until when they are offered. */
final class MeshSupport implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        JsonNode mesh = write.requested().path("serviceMeshProfile");
        if (write.onPool() || !mesh.path("mode").asText().equals("Istio")) {
            return Refusals.none();
        }
        boolean chained =
                mesh.at("/istio/components/proxyRedirectionMechanism").asText().equals("CNIChaining");
        boolean had = write.current()
                .filter(now -> now.at("/serviceMeshProfile/mode").asText().equals("Istio"))
                .isPresent();
        for (String revision : AzureJson.texts(mesh, "/istio/revisions")) {
            Optional<Integer> minor = MeshRevisions.minor(revision);
            Optional<MeshRevisions.Revision> known = MeshRevisions.find(revision);
            boolean fits = known.filter(each ->
                            each.published() && (write.minor() < each.oldest() || write.minor() > each.newest()))
                    .isEmpty();
            if (!fits) {
                return refuse("the revision " + revision + " is not compatible with Kubernetes 1." + write.minor()
                        + ", but with 1." + known.get().oldest() + " to 1."
                        + known.get().newest());
            } else if (chained && minor.orElse(99) < 25) {
                return refuse("CNIChaining needs the revision asm-1-25 or newer, not " + revision);
            }
            boolean offered = known.map(
                            each -> MeshRevisions.offered(write.cloud().now()).contains(each))
                    .orElse(true);
            if (!had && !offered) {
                return refuse("the revision " + revision + " is out of support since the end of "
                        + known.get().end());
            }
        }
        return Refusals.none();
    }

    private static Optional<ArmError> refuse(String details) {
        return Refusals.invalidParameter("serviceMeshProfile.istio.revisions", details);
    }
}
