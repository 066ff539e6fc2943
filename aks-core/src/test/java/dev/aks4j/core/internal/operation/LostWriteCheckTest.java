package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the resource says about a write whose answer was lost, case by case. */
class LostWriteCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1}|{'a':1}|true",
                "{'a':1.0}|{'a':1}|true",
                "{'a':2}|{'a':1}|false",
                "{'a':'1'}|{'a':1}|false",
                "{}|{'a':1}|false",
                "{'a':'EastUS'}|{'a':'eastus'}|true",
                "{'a':'x'}|{'a':'y'}|false",
                "{}|{'a':''}|true",
                "{}|{'a':null}|true",
                "{'a':'x'}|{'a':''}|true",
                "{'a':{'b':1,'c':2}}|{'a':{'b':1}}|true",
                "{'a':{'c':2}}|{'a':{'b':1}}|false",
                "{'a':'x'}|{'a':{'b':1}}|false",
                "{'a':'x'}|{'a':{'b':''}}|false",
                "{}|{'a':{}}|true",
                "{'a':[1,2]}|{'a':[1,2]}|true",
                "{'a':[1,2]}|{'a':[2,1]}|false",
                "{'a':[1,2]}|{'a':[1]}|false",
                "{'a':[1]}|{'a':[1,2]}|false",
                "{'a':[]}|{'a':[]}|true",
                "{}|{'a':[]}|true",
                "{'a':[1]}|{'a':[]}|false",
                "{'a':'x'}|{'a':['x']}|false",
                "{}|{'a':['x']}|false",
                "{'a':true}|{'a':true}|true",
                "{'a':false}|{'a':true}|false",
                "{}|{'eTag':'1','etag':'2','id':'x','type':'t','systemData':{'b':1},'provisioningState':'x'}|true"
            })
    void whatIsWantedIsThereOrNot(String live, String wanted, boolean holds) {
        assertThat(LostWriteCheck.holds(json(live), json(wanted))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "start,Starting,Stopped,GOING_ON",
        "start,Updating,Stopped,UNKNOWN",
        "start,Succeeded,Running,DONE",
        "start,Succeeded,Stopped,NOT",
        "stop,Stopping,Running,GOING_ON",
        "stop,Starting,Running,UNKNOWN",
        "stop,Succeeded,Stopped,DONE",
        "stop,Succeeded,Running,NOT",
        "abort,Canceling,Running,GOING_ON",
        "abort,Canceled,Running,DONE",
        "abort,Updating,Running,UNKNOWN",
        "rotateClusterCertificates,Succeeded,Running,UNKNOWN"
    })
    void actionIsKnownByWhatItDoesOrNotAtAll(String action, String state, String power, LostWriteCheck says) {
        Json live = json("{'properties':{'provisioningState':'" + state + "','powerState':{'code':'" + power + "'}}}");
        ArmRequest write = ArmRequest.post(CLUSTER, action, VERSION, Json.missing());
        assertThat(LostWriteCheck.judge(write, live)).isEqualTo(says);
    }

    @ParameterizedTest
    @CsvSource({"Succeeded,NOT", "Failed,NOT", "Updating,NOT", "Deleting,GOING_ON", "deleting,GOING_ON"})
    void removalIsKnownByTheResourcesState(String state, LostWriteCheck says) {
        ArmRequest write = ArmRequest.delete(CLUSTER, VERSION);
        assertThat(LostWriteCheck.judge(write, json("{'properties':{'provisioningState':'" + state + "'}}")))
                .isEqualTo(says);
        assertThat(LostWriteCheck.judge(write, Json.missing())).isEqualTo(LostWriteCheck.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "Succeeded,1.35,DONE",
        "Updating,1.35,GOING_ON",
        "Failed,1.35,NOT",
        "Canceled,1.35,NOT",
        "Succeeded,1.34,NOT",
        "Updating,1.34,NOT"
    })
    void updateIsKnownByWhatTheResourceHolds(String state, String version, LostWriteCheck says) {
        Json body = json("{'properties':{'kubernetesVersion':'1.35'}}");
        Json live = json("{'properties':{'kubernetesVersion':'" + version + "','provisioningState':'" + state + "'}}");
        assertThat(LostWriteCheck.judge(ArmRequest.put(CLUSTER, VERSION, body), live))
                .isEqualTo(says);
        assertThat(LostWriteCheck.judge(ArmRequest.patch(CLUSTER, VERSION, body), live))
                .isEqualTo(says);
    }

    @Test
    void whatIsNotThereWasNotWritten() {
        assertThat(LostWriteCheck.judge(ArmRequest.put(CLUSTER, VERSION, json("{}")), Json.missing()))
                .isEqualTo(LostWriteCheck.NOT);
    }
}
