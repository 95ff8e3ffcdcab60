//! Answers: values as JSON, and why there is none.
//!
//! In: what was found out. Out: responses. A refusal is said in both languages
//! until the way out, where `door` knows which one the page asked for.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::transaction;

/// A value as JSON, both ways (`asked` reads it).
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => data(StatusCode::OK, bytes),
            Err(_) => Trouble::broken().into_response(),
        }
    }
}

/// Nothing to say: it was done.
#[derive(Debug)]
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

fn data(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A sentence in both languages.
#[derive(Clone, Debug)]
pub struct Say {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Say {
    /// In one of them.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl From<Words> for Say {
    fn from(words: Words) -> Say {
        Say { zh: words.zh.to_owned(), en: words.en.to_owned() }
    }
}

impl From<&Fault> for Say {
    fn from(fault: &Fault) -> Say {
        // As a sentence of its own, where a terminal has it behind `huibian:`.
        let en = fault.message(Language::English);
        let mut letters = en.chars();
        let en = letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()));
        Say { zh: format!("{}。", fault.message(Language::Chinese)), en: en.unwrap_or_default() }
    }
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// The status to answer with.
    pub status: StatusCode,
    /// What is wrong.
    pub say: Box<Say>,
    /// What to do instead.
    pub help: Option<Box<Say>>,
    /// The code of the rule that says so.
    pub rule: Option<&'static str>,
    /// What else stands in the answer.
    pub with: Option<Box<Value>>,
}

impl Trouble {
    /// A refusal.
    pub fn new(status: StatusCode, say: impl Into<Say>) -> Trouble {
        Trouble { status, say: Box::new(say.into()), help: None, rule: None, with: None }
    }

    /// The request itself is wrong (400).
    pub fn bad(say: impl Into<Say>) -> Trouble {
        Trouble::new(StatusCode::BAD_REQUEST, say)
    }

    /// What was asked for is not here (404).
    pub fn missing() -> Trouble {
        let words =
            Words { zh: "没有这一项，可能刚被移走了。", en: "This is not here; it may just have gone." };
        Trouble::new(StatusCode::NOT_FOUND, words)
    }

    /// Things are not as the page believes (409).
    pub fn conflict(say: impl Into<Say>) -> Trouble {
        Trouble::new(StatusCode::CONFLICT, say)
    }

    /// What was asked cannot be done (422).
    pub fn impossible(say: impl Into<Say>) -> Trouble {
        Trouble::new(StatusCode::UNPROCESSABLE_ENTITY, say)
    }

    /// A fault of ours (500).
    pub fn broken() -> Trouble {
        let words = Words {
            zh: "这一步出错了，是 huibian 的毛病。请看一看现在的样子，再试一次。",
            en: "This went wrong, and the fault is huibian's. Look at how things are now, and try again.",
        };
        Trouble::new(StatusCode::INTERNAL_SERVER_ERROR, words)
    }

    /// The same with what to do instead.
    pub fn help(self, help: impl Into<Say>) -> Trouble {
        Trouble { help: Some(Box::new(help.into())), ..self }
    }

    /// What is wrong, in one language, as JSON.
    pub fn value(&self, language: Language) -> Value {
        let mut error = json!({ "say": self.say.in_language(language) });
        if let Some(help) = &self.help {
            error["help"] = help.in_language(language).into();
        }
        if let Some(rule) = self.rule {
            error["rule"] = rule.into();
        }
        error
    }

    /// The answer in one language.
    pub fn told(&self, language: Language) -> Response {
        let mut answer = json!({ "error": self.value(language) });
        if let (Some(Value::Object(with)), Value::Object(answer)) = (self.with.as_deref(), &mut answer) {
            answer.extend(with.clone());
        }
        data(self.status, serde_json::to_vec(&answer).unwrap_or_default())
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        if transaction::is_changed(&fault) {
            return Trouble::conflict(CHANGED);
        }
        Trouble::new(StatusCode::INTERNAL_SERVER_ERROR, &fault)
    }
}

const CHANGED: Words = Words {
    zh: "这个文件刚被别的程序改过，没有动它。请再做一次。",
    en: "Another program has just changed this file, so it was left alone. Please do it again.",
};

/// Without words: `door` puts them in, in the language that the page asked for.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
