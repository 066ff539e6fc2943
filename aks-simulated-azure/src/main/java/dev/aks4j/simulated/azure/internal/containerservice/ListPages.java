package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** Lists as AKS pages them: all on the first page, which leads to a second one that is empty. */
final class ListPages {

    private ListPages() {}

    static Response of(Cloud cloud, ArmCall request, List<ObjectNode> views) {
        if (request.query().containsKey("$skipToken")) {
            return Lro.json(200, Arm.listBody(List.of()));
        }
        String token = cloud.random().digits(7);
        String next = cloud.endpoints().arm() + request.path().raw() + "?%24skipToken=" + token + "&api-version="
                + request.apiVersion() + "&skipToken=" + token;
        return Lro.json(200, Arm.listBody(views).put("nextLink", next));
    }
}
