package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/** Answers of Microsoft.Compute about one region, made up by a test. */
final class RegionAnswers {

    private final List<String> skus = new ArrayList<>();
    private final List<String> usages = new ArrayList<>();

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    RegionAnswers size(String name, String family, int vcpus, double memory, String zones) {
        return size(name, family, vcpus, memory, zones, "");
    }

    RegionAnswers size(String name, String family, int vcpus, double memory, String zones, String restrictions) {
        skus.add("{'resourceType':'virtualMachines','name':'" + name + "','family':'" + family
                + "','locations':['WestEurope'],'locationInfo':[{'location':'WestEurope','zones':[" + zones
                + "]}],'capabilities':[{'name':'vCPUs','value':'" + vcpus + "'},{'name':'MemoryGB','value':'" + memory
                + "'},{'name':'CpuArchitectureType','value':'x64'}],'restrictions':[" + restrictions + "]}");
        return this;
    }

    static String closed(String type, String zones) {
        return "{'type':'" + type + "','values':['westeurope'],'restrictionInfo':{'locations':['westeurope'],'zones':["
                + zones + "]},'reasonCode':'NotAvailableForSubscription'}";
    }

    RegionAnswers quota(String name, int used, int limit) {
        usages.add("{'currentValue':" + used + ",'limit':" + limit + ",'unit':'Count','name':{'value':'" + name
                + "','localizedValue':'" + name + " vCPUs'}}");
        return this;
    }

    Json skus() {
        return json("{'value':[{'resourceType':'disks','name':'Premium_LRS','locations':['westeurope']},"
                + "{'resourceType':'virtualMachines','name':'Standard_Elsewhere','locations':['eastus']}"
                + (skus.isEmpty() ? "" : "," + String.join(",", skus)) + "]}");
    }

    Json usages() {
        return json("{'value':[" + String.join(",", usages) + "]}");
    }

    /** The sizes and quotas that most tests begin with. */
    static RegionAnswers usual() {
        return new RegionAnswers()
                .size("Standard_D4ds_v5", "standardDDSv5Family", 4, 16, "'1','2','3'")
                .size("Standard_D8ds_v5", "standardDDSv5Family", 8, 32, "'1','2','3'")
                .size("Standard_D4s_v5", "standardDSv5Family", 4, 16, "'1','2','3'")
                .size("Standard_E4ds_v5", "standardEDSv5Family", 4, 32, "'1','2','3'")
                .size("Standard_NC4as_T4_v3", "Standard NCASv3_T4 Family", 4, 28, "'1'");
    }
}
