package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list of SKUs: one entry for each size of virtual machines in each region, a thousand to a page. */
final class ResourceSkus {

    private static final int PAGE = 1000;
    private static final String TOKEN = "$skiptoken";
    private static final Pattern FILTER = Pattern.compile("\\s*location\\s+eq\\s+'([^']*)'\\s*");

    /** What a region has where no size is restricted: the same in every cloud, and long. */
    private static final Map<String, String> UNRESTRICTED = new ConcurrentHashMap<>();

    private final Cloud cloud;

    ResourceSkus(Cloud cloud) {
        this.cloud = cloud;
    }

    private record Entry(String region, Offers.Offer offer) {}

    Response list(ArmCall request) {
        List<String> regions = regions(request);
        int from = from(request);
        boolean whole = regions.size() == 1 && OfferedSizes.all().size() <= PAGE && from == 0;
        if (whole && cloud.sizeRestrictions().isEmpty()) {
            return Arm.json(200, UNRESTRICTED.computeIfAbsent(regions.get(0), region -> page(request, regions, from)));
        }
        return Arm.json(200, page(request, regions, from));
    }

    private String page(ArmCall request, List<String> regions, int from) {
        List<Entry> entries = regions.stream()
                .flatMap(region -> Offers.in(region).stream().map(offer -> new Entry(region, offer)))
                .toList();
        List<Entry> page = entries.stream().skip(from).limit(PAGE).toList();
        ObjectNode body = Arm.listBody(page.stream().map(this::view).toList());
        if (from + PAGE < entries.size()) {
            body.put("nextLink", next(request, from + PAGE));
        }
        return AzureJson.compact(body);
    }

    private static List<String> regions(ArmCall request) {
        String filter = request.query().getOrDefault("$filter", "");
        if (filter.isBlank()) {
            return Regions.all();
        }
        Matcher matcher = FILTER.matcher(filter);
        if (!matcher.matches()) {
            throw ArmError.service(
                    400, "BadRequest", "The filter '" + filter + "' is not supported. Only location eq '<name>' is.");
        }
        return Regions.canonical(matcher.group(1)).map(List::of).orElse(List.of());
    }

    private static int from(ArmCall request) {
        String token = request.query().getOrDefault(TOKEN, "0");
        if (!token.matches("\\d{1,6}")) {
            throw ArmError.service(400, "BadRequest", "The skip token '" + token + "' is not valid.");
        }
        return Integer.parseInt(token);
    }

    private String next(ArmCall request, int from) {
        StringBuilder link =
                new StringBuilder(cloud.endpoints().arm()).append(request.path().raw());
        link.append("?api-version=").append(request.apiVersion());
        Optional.ofNullable(request.query().get("$filter"))
                .ifPresent(
                        filter -> link.append("&$filter=").append(URLEncoder.encode(filter, StandardCharsets.UTF_8)));
        return link.append("&").append(TOKEN).append("=").append(from).toString();
    }

    private ObjectNode view(Entry entry) {
        MachineSize size = entry.offer().size();
        ObjectNode view = AzureJson.object()
                .put("resourceType", "virtualMachines")
                .put("name", size.name())
                .put("tier", "Standard")
                .put("size", size.size())
                .put("family", size.family());
        view.putArray("locations").add(entry.region());
        ObjectNode info = view.putArray("locationInfo").addObject().put("location", entry.region());
        entry.offer().zones().forEach(info.putArray("zones")::add);
        info.putArray("zoneDetails");
        view.set("capabilities", Capabilities.of(size));
        view.set("restrictions", restrictions(entry));
        return view;
    }

    private ArrayNode restrictions(Entry entry) {
        String size = entry.offer().size().name();
        ArrayNode restrictions = AzureJson.array();
        if (cloud.sizeRestrictions().restricts(entry.region(), size)) {
            restriction(restrictions, "Location", entry.region());
        }
        List<String> zones = cloud.sizeRestrictions()
                .zones(entry.region(), size, entry.offer().zones());
        if (!zones.isEmpty()) {
            zones.forEach(restriction(restrictions, "Zone", entry.region()).putArray("zones")::add);
        }
        return restrictions;
    }

    private static ObjectNode restriction(ArrayNode into, String type, String region) {
        ObjectNode restriction = into.addObject().put("type", type);
        restriction.putArray("values").add(region);
        ObjectNode info = restriction.putObject("restrictionInfo");
        info.putArray("locations").add(region);
        restriction.put("reasonCode", "NotAvailableForSubscription");
        return info;
    }
}
