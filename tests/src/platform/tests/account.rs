//! The account API.

use reqwest::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::{client, platform};
use crate::persona::{ADA, SOFIA};
use crate::platform::token::TokenSpec;

#[tokio::test]
async fn accounts_are_shown_to_whom_they_concern() {
    let platform = platform().await;
    let get = async |path: &str, token: &str| {
        let request = client()
            .get(format!("{}{path}", platform.origin()))
            .header(AUTHORIZATION, format!("JWT {token}"));
        let response = request.send().await.expect("an answer");
        (
            response.status().as_u16(),
            response.json::<Value>().await.unwrap_or_default(),
        )
    };
    let staff = platform.token_of(&SOFIA).expect("a token");
    let ada = platform.token_of(&ADA).expect("a token");
    let (status, account) = get("/api/user/v1/accounts/Ada", &staff).await;
    assert_eq!(
        (status, &account["name"], &account["id"]),
        (200, &json!("Ada Lovelace"), &json!(1001))
    );
    let (_, account) = get("/api/user/v1/accounts/grace", &ada).await;
    assert_eq!((&account["username"], account.get("email")), (&json!("grace"), None));
    let (_, accounts) = get("/api/user/v1/accounts?username=grace,nobody,mei_lin", &staff).await;
    assert_eq!(
        (&accounts[0]["username"], &accounts[1]["username"], accounts.get(2)),
        (&json!("grace"), &json!("mei_lin"), None)
    );
    assert_eq!(get("/api/user/v1/accounts/nobody", &staff).await.0, 404);
    let verified = "/api/edx_name_affirmation/v1/verified_name?username=ada";
    assert_eq!(get(verified, &staff).await.1["verified_name"], "Augusta Ada King");
    assert_eq!(
        get("/api/edx_name_affirmation/v1/verified_name?username=grace", &staff)
            .await
            .0,
        404
    );

    let expired = platform
        .mint(&TokenSpec::of(&SOFIA).lifetime(chrono::TimeDelta::seconds(-1)))
        .expect("a token");
    for token in ["", "x.y.z", &expired] {
        assert_eq!(get("/api/user/v1/accounts/ada", token).await.0, 401);
    }
}
