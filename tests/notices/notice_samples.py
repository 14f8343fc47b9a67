"""Dated incidents as a writer writes them."""

from __future__ import annotations

SLOW, SLOW_EN, MOVED, OVER = "红卡付款较慢。", "Red Card payments are slow.", "网站维护。", "早已过去。"

NOTICES = f"""\
- id: slow
  from: 2026-11-22
  until: 2026-11-24
  cards: [red]
  categories: [pay]
  text: {{zh: {SLOW}, en: {SLOW_EN}}}
- id: moved
  from: 2026-11-23
  until: 2026-11-23
  text: {{zh: {MOVED}, en: The site is being moved.}}
- id: only-zh
  from: 2020-01-01
  until: 2020-01-02
  text: {{zh: {OVER}}}
- id: nowhere
  from: 2026-11-22
  until: 2026-11-24
  categories: [empty]
  text: A topic without articles.
"""
CATEGORY = "- id: empty\n  title: {zh: 空, en: Empty}\n"
