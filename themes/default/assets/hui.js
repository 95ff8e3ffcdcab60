/* Progressive enhancement only: every page reads and links without it. */
(function(){
  var d=document,r=d.documentElement,K='huibian-theme',
    w=(d.currentScript.getAttribute('data-words')||'').split('|');
  r.className='js';
  try{var s=localStorage.getItem(K);if(s)r.setAttribute('data-theme',s)}catch(e){}
  function all(q,c){return[].slice.call((c||d).querySelectorAll(q))}
  d.addEventListener('DOMContentLoaded',function(){
    var nav=d.querySelector('.mast'),b=d.createElement('button');
    function dark(){var t=r.getAttribute('data-theme');return t?t=='dark':matchMedia('(prefers-color-scheme:dark)').matches}
    function label(){var i=dark()?2:0;b.textContent=w[i];b.setAttribute('aria-label',w[i+1])}
    b.type='button';b.className='mode';label();
    b.onclick=function(){var t=dark()?'light':'dark';r.setAttribute('data-theme',t);try{localStorage.setItem(K,t)}catch(e){}label()};
    if(nav)nav.appendChild(b);
    /* narrow screens: start the matrix and the shelf at the latest years */
    all('.heat').forEach(function(e){e.parentNode.scrollLeft=9e3});
    all('.shelf').forEach(function(e){e.scrollLeft=9e3});
    /* cite box */
    all('[data-today]').forEach(function(e){var n=new Date();e.textContent=new Date(n-n.getTimezoneOffset()*6e4).toISOString().slice(0,10)});
    all('[data-copy]').forEach(function(e){e.onclick=function(){
      var t=d.getElementById(e.getAttribute('data-copy'));
      getSelection().selectAllChildren(t);
      function ok(){e.textContent=w[4]}
      function no(){e.textContent=w[5]}
      if(navigator.clipboard)navigator.clipboard.writeText(t.textContent).then(ok,no);
      else if(d.execCommand('copy'))ok();else no()}});
    /* contents: mark the section being read */
    var links=all('.toc a[href^="#"]').filter(function(a){return a.getAttribute('href')[0]=='#'});
    if(links.length&&window.IntersectionObserver){
      var io=new IntersectionObserver(function(es){es.forEach(function(x){if(x.isIntersecting)links.forEach(function(a){
        if(decodeURIComponent(a.hash)=='#'+x.target.id)a.setAttribute('aria-current','true');else a.removeAttribute('aria-current')})})},{rootMargin:'0px 0px -75% 0px'});
      links.forEach(function(a){var t=d.getElementById(decodeURIComponent(a.hash.slice(1)));if(t)io.observe(t)})}
    /* filter: within a group any, between groups all */
    all('form[data-filter]').forEach(function(f){
      var it=all('[data-f]'),out=d.querySelector('[data-count]');
      f.addEventListener('change',function(){
        var g={},n=0;all('input:checked',f).forEach(function(i){(g[i.name]=g[i.name]||[]).push(i.value)});
        it.forEach(function(e){var t=e.getAttribute('data-f').split(' '),k=Object.keys(g).every(function(x){return g[x].some(function(v){return t.indexOf(v)>=0})});e.hidden=!k;n+=k});
        all('.idx section').forEach(function(x){x.hidden=!all('[data-f]:not([hidden])',x).length});
        if(out)out.textContent=n})});
  });
})();
